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
    System.out.println(BEGIN);
    System.out.println(runFor(Long.parseLong(arguments[2]), step));
  }

  /** Runs steps for so many seconds of the processor; gives their number. */
  static long runFor(long seconds, Step step) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + seconds * 1_000_000_000L;
    long steps = 0;
    while (threads.getCurrentThreadCpuTime() < end) {
      step.run(steps++);
    }
    return steps;
  }
}
