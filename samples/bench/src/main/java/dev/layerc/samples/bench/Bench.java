package dev.layerc.samples.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The command line of this module. */
public final class Bench {
  private static final String USAGE =
      String.join(
          System.lineSeparator(),
          "bench --results NAME " + Settings.USAGE,
          "bench --cliffs plain|simd [--only W1,W2]",
          "bench --scaling NAME PLOT.png",
          "bench --start-up NAME",
          "bench --jmh [options of JMH]",
          "NAME: plain, simd, or with the profile 'peers' one of those");

  private Bench() {}

  public static void main(String[] arguments) {
    try {
      run(List.of(arguments));
    } catch (IllegalArgumentException e) {
      exit(2, e.getMessage());
    } catch (IOException e) {
      exit(3, e.toString());
    }
  }

  private static void exit(int status, String message) {
    System.err.println(message);
    System.exit(status);
  }

  private static void run(List<String> arguments) throws IOException {
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException(USAGE);
    }
    List<String> rest = arguments.subList(1, arguments.size());
    switch (arguments.get(0)) {
      case "--results" -> printResults(named(rest), Settings.parse(rest.subList(1, rest.size())));
      case "--cliffs" -> findCliffs(named(rest), Settings.parse(rest.subList(1, rest.size())));
      case "--scaling" -> scale(named(rest), rest);
      case "--start-up" -> new StartUp(System.out).print(named(rest));
      case "--jmh" -> runJmh(rest);
      default -> throw new IllegalArgumentException(USAGE);
    }
  }

  /** The first of the arguments; refused where it cannot be measured. */
  private static String named(List<String> arguments) {
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException(USAGE);
    }
    Contestant.named(arguments.get(0));
    return arguments.get(0);
  }

  private static void printResults(String name, Settings settings) throws IOException {
    Contestant contestant = Contestant.named(name);
    for (Workload workload : Workloads.ALL) {
      if (settings.wants(workload) && contestant.takesPartIn(workload)) {
        Results.fork(ForkedJvm.likeThis(), name, workload, settings, System.out::println);
      }
    }
  }

  private static void findCliffs(String target, Settings settings) throws IOException {
    List<String> slow = new Cliffs(Target.named(target), settings, System.out).find();
    if (!slow.isEmpty()) {
      exit(1, "below the floor: " + slow);
    }
  }

  private static void scale(String name, List<String> arguments) throws IOException {
    if (arguments.size() != 2) {
      throw new IllegalArgumentException(USAGE);
    }
    new Scaling(name, System.out).plot(Path.of(arguments.get(1)));
  }

  /** With the allocation profiler; everything else as the arguments say. */
  private static void runJmh(List<String> arguments) {
    try {
      CommandLineOptions options = new CommandLineOptions(arguments.toArray(String[]::new));
      new Runner(new OptionsBuilder().parent(options).addProfiler(GCProfiler.class).build()).run();
    } catch (CommandLineOptionException | RunnerException e) {
      throw new IllegalArgumentException("JMH: " + e.getMessage(), e);
    }
  }
}
