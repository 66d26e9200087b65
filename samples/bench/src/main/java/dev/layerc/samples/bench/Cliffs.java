package dev.layerc.samples.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs every workload briefly and names those that are slower than code should be that uses the
 * machine at all: a loop that the JIT compiler did not vectorise, or did not compile.
 */
final class Cliffs {
  /** Below this, calls and activations take the time, not multiply-adds. */
  private static final long LEAST_OPERATIONS = 20_000;

  private static final Timing BRIEFLY = new Timing(1.5, 0.1, 3);

  private final Target target;
  private final PrintStream out;

  Cliffs(Target target, PrintStream out) {
    this.target = target;
    this.out = out;
  }

  /** Operations in a nanosecond. */
  private double floor() {
    return target == Target.PLAIN ? 20 : 30;
  }

  /** Prints a line a workload; gives the names of the slow ones. */
  List<String> find() throws IOException {
    List<String> slow = new ArrayList<>();
    for (Workload workload : Workloads.ALL) {
      if (workload.operations() >= LEAST_OPERATIONS) {
        double speed = workload.operations() / nanos(workload);
        boolean cliff = speed < floor();
        if (cliff) {
          slow.add(workload.name());
        }
        out.printf(
            Locale.ROOT,
            "%-7s %-40s %7.1f GFLOP/s%s%n",
            workload.name(),
            workload.title(),
            speed,
            cliff ? "  below " + floor() : "");
      }
    }
    return slow;
  }

  private double nanos(Workload workload) throws IOException {
    Settings settings = new Settings(List.of(), BRIEFLY, false);
    return Medians.of(Results.samples(ForkedJvm.likeThis(), target.label(), workload, settings));
  }
}
