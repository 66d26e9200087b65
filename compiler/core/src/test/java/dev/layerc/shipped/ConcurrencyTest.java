package dev.layerc.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.CompilerOptions;
import dev.layerc.emit.GeneratedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads share a net, and allocate nothing: run by programs of a user's own making. */
class ConcurrencyTest {
  private static final String NET =
      """
      net Small {
        input  x[6]
        target int<3> label
        z = x -> dense(8) -> batchnorm -> tanh -> dense(3)
        output p = z -> softmax
        loss   cross_entropy(z, label)
        metric accuracy(z, label)
        gradient x
        train  adam(lr = 0.01, clip = 1), batch = 8
      }
      net Looping {
        input  int<11> words[7]
        target int<11> following[7]
        z = words -> embedding(11, 8) -> lstm(12) -> dropout(0.1) -> dense(11)
        output p = z -> softmax
        loss   cross_entropy(z, following)
        train  sgd(lr = 0.01), batch = 8
      }
      """;

  /** Bytes of a call, warm. */
  private static final String ALLOCATION =
      """
      package com.acme;

      import java.lang.management.ManagementFactory;

      public final class Allocation {
        private static Object sink;

        private Allocation() {}

        public static void main(String[] arguments) {
          float[] x = new float[48];
          int[] labels = new int[8];
          float[] p = new float[24];
          Small net = Small.initialize(1);
          SmallWorkspace workspace = net.newWorkspace(8);
          SmallGradients gradients = net.newGradients();
          print("predict", () -> net.predict(x, 8, p, workspace));
          print("gradient", () -> net.gradient(x, labels, 8, gradients, workspace));
          print("apply", () -> net.apply(gradients, 8));
          print("train", () -> net.train(x, labels, 8));
          print("evaluate", () -> net.evaluate(x, labels, 8, workspace));
          print("metric", () -> workspace.metric("accuracy"));
          int[] words = new int[56];
          float[] scores = new float[616];
          Looping loop = Looping.initialize(1);
          LoopingWorkspace own = loop.newWorkspace(8);
          print("predict words", () -> loop.predict(words, 8, scores, own));
          print("train words", () -> loop.train(words, words, 8));
          print("a float", () -> sink = new float[1]);
        }

        private static void print(String what, Runnable call) {
          for (int i = 0; i < 3000; i++) {
            call.run();
          }
          com.sun.management.ThreadMXBean threads =
              (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
          threads.getCurrentThreadAllocatedBytes();
          long before = threads.getCurrentThreadAllocatedBytes();
          for (int i = 0; i < 1000; i++) {
            call.run();
          }
          long bytes = threads.getCurrentThreadAllocatedBytes() - before;
          System.out.println(what + ": " + bytes / 1000);
        }
      }
      """;

  /** 16 threads x 100,000 predictions, each compared with what one thread computed. */
  private static final String PREDICTIONS =
      """
      package com.acme;

      import java.util.Arrays;
      import java.util.Random;
      import java.util.concurrent.atomic.AtomicLong;

      public final class Predictions {
        private Predictions() {}

        public static void main(String[] arguments) throws Exception {
          Small net = Small.initialize(1);
          float[][] inputs = new float[64][6];
          float[][] expected = new float[64][];
          Random random = new Random(2);
          for (int i = 0; i < 64; i++) {
            for (int k = 0; k < 6; k++) {
              inputs[i][k] = 4 * random.nextFloat() - 2;
            }
            expected[i] = net.predict(inputs[i]);
          }
          AtomicLong same = new AtomicLong();
          Thread[] threads = new Thread[16];
          for (int t = 0; t < 16; t++) {
            int first = t;
            threads[t] =
                new Thread(
                    () -> {
                      SmallWorkspace workspace = net.newPredictionWorkspace(1);
                      float[] p = new float[3];
                      for (int i = 0; i < 100_000; i++) {
                        int which = (first + i) % 64;
                        net.predict(inputs[which], p, workspace);
                        if (Arrays.equals(p, expected[which])) {
                          same.incrementAndGet();
                        }
                      }
                    });
            threads[t].start();
          }
          for (Thread thread : threads) {
            thread.join();
          }
          System.out.println(same.get());
        }
      }
      """;

  /** Four threads take a share of the batch each; their sums are added in the shares' order. */
  private static final String SUMS =
      """
      package com.acme;

      import java.util.Arrays;
      import java.util.Random;

      public final class Sums {
        private Sums() {}

        public static void main(String[] arguments) throws Exception {
          Looping net = Looping.initialize(1);
          int[][] words = new int[4][56];
          Random random = new Random(3);
          for (int[] share : words) {
            Arrays.setAll(share, i -> random.nextInt(11));
          }
          LoopingGradients[] apart = new LoopingGradients[4];
          LoopingGradients alone = net.newGradients();
          LoopingWorkspace one = net.newWorkspace(8);
          for (int[] share : words) {
            LoopingGradients sum = net.newGradients();
            net.gradient(share, share, 8, sum, one);
            alone.add(sum);
          }
          for (int round = 0; round < 50; round++) {
            Thread[] threads = new Thread[4];
            for (int t = 0; t < 4; t++) {
              int mine = t;
              threads[t] =
                  new Thread(
                      () -> {
                        apart[mine] = net.newGradients();
                        net.gradient(
                            words[mine], words[mine], 8, apart[mine], net.newWorkspace(8));
                      });
              threads[t].start();
            }
            LoopingGradients together = net.newGradients();
            for (int t = 0; t < 4; t++) {
              threads[t].join();
              together.add(apart[t]);
            }
            float[] a = new float[together.size()];
            float[] b = new float[together.size()];
            together.copyTo(a);
            alone.copyTo(b);
            System.out.println(Arrays.equals(a, b) && a[100] != 0);
          }
        }
      }
      """;

  @TempDir private static Path directory;
  private static Path classes;

  @BeforeAll
  static void compile() throws IOException {
    CompilerOptions options = CompilerOptions.inPackage("com.acme");
    List<GeneratedFile> sources =
        new ArrayList<>(SampleSpecs.sources(SampleSpecs.compile("shared.nn", NET, options)));
    sources.add(new GeneratedFile("", "com/acme/Predictions.java", PREDICTIONS));
    sources.add(new GeneratedFile("", "com/acme/Sums.java", SUMS));
    sources.add(new GeneratedFile("", "com/acme/Allocation.java", ALLOCATION));
    classes = JavaCompilers.javac(sources, 17, directory);
  }

  @Test
  void sixteenThreadsPredictAsOneDoes() throws IOException {
    assertThat(run("Predictions")).isEqualTo("1600000\n");
  }

  @Test
  void gradientsOfThreadsSumToTheSameBits() throws IOException {
    assertThat(run("Sums")).isEqualTo("true\n".repeat(50));
  }

  @Test
  void nothingIsAllocatedWithAWorkspace() throws IOException {
    assertThat(run("Allocation").lines())
        .containsExactly(
            "predict: 0",
            "gradient: 0",
            "apply: 0",
            "train: 0",
            "evaluate: 0",
            "metric: 0",
            "predict words: 0",
            "train words: 0",
            // What the measure says of something that does allocate.
            "a float: 24");
  }

  private static String run(String main) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(java, "-cp", classes.toString(), "com.acme." + main)
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
