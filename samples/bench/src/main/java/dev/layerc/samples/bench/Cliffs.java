package dev.layerc.samples.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs every workload briefly under the JVM's sampling and names the kernels that are slower than
 * code should be that uses the machine at all: loops that the JIT compiler did not vectorise, or
 * did not compile.
 */
final class Cliffs {
  /** Below this, calls and activations take a kernel's time, not multiply-adds. */
  private static final long LEAST_OPERATIONS = 20_000;

  /** Below this, chance has too great a say in how often a kernel was seen. */
  private static final int LEAST_SAMPLES = 10;

  private static final String SECONDS = "1.5";

  /** Otherwise samples are moved to the next safepoint, often that of another kernel. */
  private static final List<String> EXACT_PLACES =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");

  private final Target target;
  private final Settings settings;
  private final PrintStream out;

  Cliffs(Target target, Settings settings, PrintStream out) {
    this.target = target;
    this.settings = settings;
    this.out = out;
  }

  /** Operations in a nanosecond. */
  private double floor() {
    return target == Target.PLAIN ? 20 : 30;
  }

  /** Prints a line a kernel; gives the names of the slow ones. */
  List<String> find() throws IOException {
    List<String> slow = new ArrayList<>();
    out.printf(Locale.ROOT, "%-24s %12s %7s %9s%n", "", "mul-adds", "time", "GFLOP/s");
    for (Workload workload : Workloads.ALL) {
      if (settings.wants(workload) && workload.operations() >= LEAST_OPERATIONS) {
        slow.addAll(find(workload));
      }
    }
    return slow;
  }

  private List<String> find(Workload workload) throws IOException {
    Map<String, Double> lines = profile(workload);
    double nanos = lines.remove("STEP");
    double samples = lines.remove("ALL");
    out.printf(Locale.ROOT, "%s %s, %.1f us%n", workload.name(), workload.title(), nanos / 1000);
    KernelWork work = KernelWork.of(workload.net(), target);
    List<String> slow = new ArrayList<>();
    lines.forEach(
        (kernel, seen) -> {
          long each = work.multiplyAdds(kernel) * workload.samples();
          double speed = 2 * each / (nanos * seen / samples);
          if (2 * each >= LEAST_OPERATIONS && seen >= LEAST_SAMPLES) {
            boolean cliff = speed < floor();
            print(kernel, each, seen / samples, speed, cliff);
            if (cliff) {
              slow.add(workload.name() + " " + kernel);
            }
          }
        });
    return slow;
  }

  private void print(String kernel, long multiplyAdds, double share, double speed, boolean cliff) {
    out.printf(
        Locale.ROOT,
        "  %-22s %,12d %5.1f %% %9.1f%s%n",
        kernel.replace(",", " "),
        multiplyAdds,
        100 * share,
        speed,
        cliff ? "  below " + floor() : "");
  }

  /** The numbers that {@link KernelProfile} prints, by what they are of. */
  private Map<String, Double> profile(Workload workload) throws IOException {
    Map<String, Double> numbers = new LinkedHashMap<>();
    ForkedJvm jvm = ForkedJvm.likeThis().with(EXACT_PLACES);
    jvm.run(
        KernelProfile.class,
        List.of(target.label(), workload.name(), SECONDS),
        line -> {
          int comma = line.lastIndexOf(',');
          String what = line.substring(0, Math.max(0, comma)).replace("SEEN,", "");
          numbers.put(what, Double.parseDouble(line.substring(comma + 1)));
        });
    return numbers;
  }
}
