package dev.layerc.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.CompiledNet;
import dev.layerc.CompilerOptions;
import dev.layerc.emit.GeneratedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hundred steps of training give the same bits, whatever runs them. */
class SameTrainingTest {
  private static final String NETS =
      """
      net Dense {
        input  x[20]
        target int<5> label
        z = x -> dense(40) -> gelu -> layernorm -> dense(24) -> dropout(0.1) -> tanh -> dense(5)
        output p = z -> softmax
        loss   cross_entropy(z, label)
        train  adam(lr = 0.01), batch = 6
      }
      net Conv {
        input  x[1, 9, 9]
        target int<5> label
        z = x -> conv2d(6, pad = 1) -> batchnorm -> relu -> maxpool(2) -> conv2d(8) -> silu
              -> flatten -> dense(5)
        output p = z -> softmax
        loss   cross_entropy(z, label)
        train  sgd(lr = 0.05, momentum = 0.9, clip = 1), batch = 6
      }
      net Lstm : double {
        input  x[5, 4]
        target int<5> label
        z = x -> lstm(10) -> attention(heads = 2) -> last -> dense(5)
        output p = z -> softmax
        loss   cross_entropy(z, label)
        train  rmsprop(lr = 0.01), batch = 6
      }
      """;

  /**
   * What JDK 17 and 25 gave, interpreted and compiled. A change of the order of sums changes it,
   * and {@code -Dgoldens.rewrite=true} writes it anew: then run this with {@code -Dlayerc.jdk25}
   * too.
   */
  private static final Path GOLDEN = Path.of("src/test/resources/shipped/hundred-steps.txt");

  private static String hashes;

  private static final String TRAINING =
      """
      package com.acme;

      import java.nio.ByteBuffer;
      import java.util.Random;

      public final class TrainAndHash {
        private TrainAndHash() {}

        public static void main(String[] arguments) throws Exception {
          Random random = new Random(5);
          int[] labels = new int[6];
          float[] dense = new float[6 * 20];
          float[] conv = new float[6 * 81];
          double[] lstm = new double[6 * 20];
          Dense denseNet = Dense.initialize(1);
          Conv convNet = Conv.initialize(2);
          Lstm lstmNet = Lstm.initialize(3);
          for (int step = 0; step < 100; step++) {
            int count = step % 7 == 0 ? 5 : 6;
            for (int i = 0; i < labels.length; i++) {
              labels[i] = random.nextInt(5);
            }
            for (int i = 0; i < dense.length; i++) {
              dense[i] = 2 * random.nextFloat() - labels[i / 20];
              lstm[i] = 2 * random.nextFloat() - labels[i / 20];
            }
            for (int i = 0; i < conv.length; i++) {
              conv[i] = 2 * random.nextFloat() - labels[i / 81];
            }
            denseNet.train(dense, labels, count);
            convNet.train(conv, labels, count);
            lstmNet.train(lstm, labels, count);
          }
          float[] a = new float[denseNet.parameters().size()];
          float[] b = new float[convNet.parameters().size()];
          double[] c = new double[lstmNet.parameters().size()];
          denseNet.parameters().copyTo(a);
          convNet.parameters().copyTo(b);
          lstmNet.parameters().copyTo(c);
          System.out.println("Dense " + hash(a));
          System.out.println("Conv " + hash(b));
          ByteBuffer bytes = ByteBuffer.allocate(8 * c.length);
          bytes.asDoubleBuffer().put(c);
          System.out.println("Lstm " + hash(bytes));
        }

        private static String hash(float[] values) throws Exception {
          ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
          bytes.asFloatBuffer().put(values);
          return hash(bytes);
        }

        private static String hash(ByteBuffer bytes) throws Exception {
          byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(bytes.array());
          return String.format("%016x", ByteBuffer.wrap(digest).getLong());
        }
      }
      """;

  @TempDir private static Path directory;
  private static Path classes;

  @BeforeAll
  static void compile() throws IOException {
    List<CompiledNet> nets =
        SampleSpecs.compile("same.nn", NETS, CompilerOptions.inPackage("com.acme"));
    List<GeneratedFile> sources = new ArrayList<>(SampleSpecs.sources(nets));
    sources.add(new GeneratedFile("com.acme.TrainAndHash", "com/acme/TrainAndHash.java", TRAINING));
    classes = JavaCompilers.javac(sources, 11, directory);
    if (Boolean.getBoolean("goldens.rewrite")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, run(Path.of(System.getProperty("java.home")), "-Xint"));
    }
    hashes = Files.readString(GOLDEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xint",
        "-XX:TieredStopAtLevel=1",
        "-XX:-TieredCompilation",
        "-XX:+TieredCompilation"
      })
  void onThisJavaHoweverItRuns(String options) throws IOException {
    assertThat(run(Path.of(System.getProperty("java.home")), options)).isEqualTo(hashes);
  }

  /** Where there is one, as in {@code -Dlayerc.jdk25=/usr/lib/jvm/jdk-25}. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xint",
        "-XX:TieredStopAtLevel=1",
        "-XX:-TieredCompilation",
        "-XX:+TieredCompilation"
      })
  @EnabledIfSystemProperty(named = "layerc.jdk25", matches = ".+")
  void onJava25(String options) throws IOException {
    assertThat(run(Path.of(System.getProperty("layerc.jdk25")), options)).isEqualTo(hashes);
  }

  /** Each net has its own. */
  @Test
  void theHashesDiffer() {
    assertThat(hashes.lines().map(line -> line.replaceAll(".* ", "")).distinct()).hasSize(3);
  }

  private static String run(Path home, String options) throws IOException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
    command.add(options);
    command.addAll(List.of("-cp", classes.toString(), "com.acme.TrainAndHash"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
