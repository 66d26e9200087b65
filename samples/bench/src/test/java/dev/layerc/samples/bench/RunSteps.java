package dev.layerc.samples.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Runs the steps of a workload for some seconds, and nothing else. */
final class RunSteps {
  /** Printed when all is set up. */
  static final String BEGIN = "steps begin";

  private RunSteps() {}

  /** Target, workload, and seconds of the processor: on a busy machine this takes longer. */
  public static void main(String[] arguments) {
    Step step = Workloads.named(arguments[1]).start(Target.named(arguments[0]));
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + Long.parseLong(arguments[2]) * 1_000_000_000L;
    System.out.println(BEGIN);
    float sum = 0;
    for (long k = 0; threads.getCurrentThreadCpuTime() < end; k++) {
      sum += step.run(k);
    }
    System.out.println(sum);
  }
}
