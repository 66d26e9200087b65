package dev.layerc.samples.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The time from the start of a JVM to the end of its first prediction, the model read from a file.
 */
final class StartUp {
  private static final int RUNS = 15;
  private static final List<Workload> WORKLOADS =
      List.of(Workloads.named("W1"), Workloads.named("W2"));

  private final PrintStream out;

  StartUp(PrintStream out) {
    this.out = out;
  }

  /** A line for each workload: {@code START,name,workload,milliseconds}, the median of the runs. */
  void print(String name) throws IOException {
    Contestant contestant = Contestant.named(name);
    for (Workload workload : WORKLOADS) {
      Path folder = Files.createTempDirectory("start-up");
      FirstRun first = contestant.firstRun(workload, folder);
      double millis = Medians.of(millis(first));
      out.printf(Locale.ROOT, "START,%s,%s,%.1f%n", contestant.name(), workload.name(), millis);
    }
  }

  private static List<Double> millis(FirstRun first) throws IOException {
    ForkedJvm jvm = ForkedJvm.likeThis();
    List<Double> millis = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      long begin = System.nanoTime();
      jvm.run(first.main(), first.arguments(), line -> {});
      millis.add((System.nanoTime() - begin) / 1e6);
    }
    return millis;
  }

  /**
   * A program that predicts once.
   *
   * @param arguments name its model
   */
  record FirstRun(Class<?> main, List<String> arguments) {}
}
