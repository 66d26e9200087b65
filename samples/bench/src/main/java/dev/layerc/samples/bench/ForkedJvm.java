package dev.layerc.samples.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A JVM like this one. Each workload gets its own, so that no code is compiled for what another
 * workload did to it.
 *
 * @param java the command
 * @param options of the JVM
 */
record ForkedJvm(Path java, List<String> options) {

  /** With the options of this JVM. */
  static ForkedJvm likeThis() {
    return ofHome(Path.of(System.getProperty("java.home")))
        .with(ManagementFactory.getRuntimeMXBean().getInputArguments());
  }

  /** Another JDK's. */
  static ForkedJvm ofHome(Path home) {
    return new ForkedJvm(home.resolve("bin").resolve("java"), List.of());
  }

  ForkedJvm with(List<String> more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(more);
    return new ForkedJvm(java, all);
  }

  /**
   * Runs {@code main} with the class path of this JVM and hands over the lines that it prints.
   *
   * @throws IOException if it ends with a status that is not 0
   */
  void run(Class<?> main, List<String> arguments, Consumer<String> lines) throws IOException {
    Process process =
        new ProcessBuilder(command(main, arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.accept(line);
      }
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException(main.getSimpleName() + " " + arguments + " ended with " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroy();
    }
  }

  private List<String> command(Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return command;
  }
}
