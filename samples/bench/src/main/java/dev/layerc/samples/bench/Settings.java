package dev.layerc.samples.bench;

import java.util.Arrays;
import java.util.List;

/**
 * What is measured and for how long. The defaults can be set by the environment variables that the
 * script of the comparison hands to all programs.
 *
 * @param only names of workloads; empty for all
 * @param check whether training is followed from its start first, to show its losses
 */
record Settings(List<String> only, Timing timing, boolean check) {
  static final String USAGE = "[--only W1,W2] [--seconds WARM-UP] [--sample SECONDS] [--samples N]";

  /** Options come in pairs, a name and a value. */
  static Settings parse(List<String> options) {
    Settings settings = ofEnvironment();
    if (options.size() % 2 != 0) {
      throw new IllegalArgumentException("options: " + USAGE);
    }
    for (int i = 0; i < options.size(); i += 2) {
      settings = settings.with(options.get(i), options.get(i + 1));
    }
    settings.only.forEach(Workloads::named);
    return settings;
  }

  private static Settings ofEnvironment() {
    double warmUp = number("PEERS_WARM_JVM", 3);
    double sample = number("PEERS_SAMPLE", 0.15);
    int samples = (int) number("PEERS_REPS", 5);
    String only = System.getenv("PEERS_ONLY");
    return new Settings(
        names(only == null ? "" : only),
        new Timing(warmUp, sample, samples),
        number("PEERS_CHECK", 1) > 0);
  }

  private static double number(String variable, double otherwise) {
    String value = System.getenv(variable);
    return value == null || value.isBlank() ? otherwise : number(variable, value);
  }

  private static double number(String name, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " takes a number, not '" + value + "'", e);
    }
  }

  private static List<String> names(String text) {
    return Arrays.stream(text.split("[ ,]+", -1)).filter(name -> !name.isEmpty()).toList();
  }

  private Settings with(String option, String value) {
    return switch (option) {
      case "--only" -> new Settings(names(value), timing, check);
      case "--seconds" -> timed(number(option, value), timing.sample(), timing.samples());
      case "--sample" -> timed(timing.warmUp(), number(option, value), timing.samples());
      case "--samples" -> timed(timing.warmUp(), timing.sample(), (int) number(option, value));
      case "--check" -> new Settings(only, timing, Boolean.parseBoolean(value));
      default ->
          throw new IllegalArgumentException("unknown option " + option + "; options: " + USAGE);
    };
  }

  private Settings timed(double warmUp, double sample, int samples) {
    return new Settings(only, new Timing(warmUp, sample, samples), check);
  }

  boolean wants(Workload workload) {
    return only.isEmpty() || only.contains(workload.name());
  }

  /** The same for one workload, as options. */
  List<String> optionsFor(Workload workload) {
    return List.of(
        "--only",
        workload.name(),
        "--seconds",
        String.valueOf(timing.warmUp()),
        "--sample",
        String.valueOf(timing.sample()),
        "--samples",
        String.valueOf(timing.samples()),
        "--check",
        String.valueOf(check));
  }

  Settings unchecked() {
    return new Settings(only, timing, false);
  }
}
