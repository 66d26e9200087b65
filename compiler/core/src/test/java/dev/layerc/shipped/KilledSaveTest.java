package dev.layerc.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.CompilerOptions;
import dev.layerc.emit.CompiledNet;
import dev.layerc.emit.GeneratedFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is killed while saving leaves the old file or the new one. */
class KilledSaveTest {
  /** How many die; the full count is asked for with {@code -Dlayerc.test.kills=200}. */
  private static final int KILLS = Integer.getInteger("layerc.test.kills", 15);

  private static final String NET =
      """
      net Saved {
        input  x[300]
        target y[1]
        output p = x -> dense(200) -> tanh -> dense(1)
        loss   mse(p, y)
        train  adam(lr = 0.01)
      }
      """;

  /** Saves one of two nets and the other in turn, until it is killed. */
  private static final GeneratedFile SAVER =
      new GeneratedFile(
          "com.acme.SaveForever",
          "com/acme/SaveForever.java",
          """
          package com.acme;

          public final class SaveForever {
            private SaveForever() {}

            public static void main(String[] arguments) throws java.io.IOException {
              java.nio.file.Path file = java.nio.file.Paths.get(arguments[0]);
              Saved one = Saved.initialize(1);
              Saved two = Saved.initialize(2);
              one.save(file);
              System.out.println("saved");
              while (true) {
                two.save(file);
                one.save(file);
              }
            }
          }
          """);

  @TempDir private Path directory;

  @Test
  void leavesAFileThatLoads() throws IOException, InterruptedException {
    CompilerOptions options = CompilerOptions.inPackage("com.acme");
    List<GeneratedFile> sources =
        new ArrayList<>(SampleSpecs.sources(SampleSpecs.compile("saved.nn", NET, options)));
    CompiledNet net = CompiledNet.of(sources, 11);
    byte[] one = KeepingNet.bytes(net.call("com.acme.Saved", "initialize", 1L));
    byte[] two = KeepingNet.bytes(net.call("com.acme.Saved", "initialize", 2L));
    sources.add(SAVER);
    Path classes = JavaCompilers.javac(sources, 11, directory);
    Path file = Files.createDirectory(directory.resolve("weights")).resolve("net.safetensors");
    Random random = new Random(1);
    int old = 0;
    for (int i = 0; i < KILLS; i++) {
      saveAndKill(classes, file, random.nextInt(40));
      byte[] stands = KeepingNet.bytes(net.call("com.acme.Saved", "load", file));
      assertThat(stands).isIn(one, two);
      old += Arrays.equals(stands, one) ? 1 : 0;
    }
    long halfWritten = halfWritten(file.getParent());
    System.out.printf(
        "%d kills, %d of them while a new file was written; the one net stood %d times, the other"
            + " %d times%n",
        KILLS, halfWritten, old, KILLS - old);
    // Most of a save's time goes to the new file: the kills came while it was written.
    assertThat(halfWritten).isGreaterThan(KILLS / 3L);
  }

  /** On Unix, this is SIGKILL. */
  private static void saveAndKill(Path classes, Path file, int milliseconds)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process saver =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classes.toString(),
                "com.acme.SaveForever",
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = saver.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("saved");
      Thread.sleep(milliseconds);
    } finally {
      saver.destroyForcibly().waitFor();
    }
  }

  private static long halfWritten(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".tmp")).count();
    }
  }
}
