package dev.layerc.samples.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Runs one workload after another and tells what the steps of each allocate. */
final class RunInTurn {
  private RunInTurn() {}

  /**
   * Target, and for how many seconds of the processor each workload runs before its steps count.
   * Prints lines of a workload's name and the bytes that one step allocates.
   */
  public static void main(String[] arguments) {
    long patience = Long.parseLong(arguments[1]);
    for (Workload workload : Workloads.ALL) {
      Step step = workload.start(Target.named(arguments[0]));
      RunSteps.runFor(patience, step);
      System.out.println(workload.name() + " " + bytesOfAStep(step));
    }
  }

  private static double bytesOfAStep(Step step) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    long steps = RunSteps.runFor(1, step);
    return (double) (threads.getThreadAllocatedBytes(thread) - before) / steps;
  }
}
