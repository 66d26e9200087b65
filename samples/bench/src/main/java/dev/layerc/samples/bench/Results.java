package dev.layerc.samples.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The lines of the comparison: {@code RESULT,program,workload,ns} for each sample, {@code
 * CHECK,program,workload,value} with the first output of a prediction, and {@code
 * LOSS,program,workload,steps,first,last} with the mean losses of the first and the last tenth of a
 * training.
 */
public final class Results {
  private final Contestant contestant;
  private final Timing timing;
  private final Consumer<String> out;

  Results(Contestant contestant, Timing timing, Consumer<String> out) {
    this.contestant = contestant;
    this.timing = timing;
    this.out = out;
  }

  /** Measures in this JVM; {@link #fork} is how this should be called. */
  public static void main(String[] arguments) throws IOException {
    List<String> options = List.of(arguments).subList(1, arguments.length);
    Settings settings = Settings.parse(options);
    Results results =
        new Results(Contestant.named(arguments[0]), settings.timing(), System.out::println);
    for (String name : settings.only()) {
      results.print(Workloads.named(name), settings.check());
    }
  }

  /** Measures a workload in a JVM of its own and hands over the lines. */
  static void fork(
      ForkedJvm jvm,
      String contestant,
      Workload workload,
      Settings settings,
      Consumer<String> lines)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(contestant));
    arguments.addAll(settings.optionsFor(workload));
    jvm.run(Results.class, arguments, lines);
  }

  /** The samples, in nanoseconds, of a workload in a JVM of its own. */
  static List<Double> samples(
      ForkedJvm jvm, String contestant, Workload workload, Settings settings) throws IOException {
    List<Double> samples = new ArrayList<>();
    fork(
        jvm,
        contestant,
        workload,
        settings.unchecked(),
        line -> {
          if (line.startsWith("RESULT,")) {
            samples.add(Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)));
          }
        });
    return samples;
  }

  private void print(Workload workload, boolean check) throws IOException {
    Step step = contestant.start(workload);
    if (!workload.trains()) {
      print("CHECK", workload, String.format(Locale.ROOT, "%.6f", step.run(0)));
    } else if (check) {
      print("LOSS", workload, losses(step, workload.checkedSteps()));
    }
    timing.measure(
        step, nanos -> print("RESULT", workload, String.format(Locale.ROOT, "%.2f", nanos)));
  }

  private void print(String kind, Workload workload, String values) {
    out.accept(String.join(",", kind, contestant.name(), workload.name(), values));
  }

  private static String losses(Step step, int steps) {
    int tenth = steps / 10;
    double first = 0;
    double last = 0;
    for (int k = 0; k < steps; k++) {
      double loss = step.run(k);
      first += k < tenth ? loss : 0;
      last += k >= steps - tenth ? loss : 0;
    }
    return String.format(Locale.ROOT, "%d,%.6f,%.6f", steps, first / tenth, last / tenth);
  }
}
