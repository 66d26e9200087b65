package dev.layerc.samples.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Runs steps until the JIT has finished with them: on one core it shares the time with the steps
 * that it compiles, and kernels on vectors take it longer than any fixed time that would suit the
 * others. It works where other threads of this JVM use the processor.
 */
final class WarmUp {
  /** Seconds in which the JIT did nothing, after which no more is expected of it. */
  private static final double STILL = 3;

  /** Seconds after which a step is measured as it is then. */
  private static final double LONGEST = 60;

  /** Seconds between two looks at the other threads; their time is known to a hundredth. */
  private static final double SLICE = 1;

  /** The part of a slice that the threads of a JVM at rest use at most. */
  private static final double AT_REST = 0.05;

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Where results go, so that no step can be left out. */
  @SuppressWarnings("unused")
  static volatile float result;

  private WarmUp() {}

  /** Steps one by one until the JIT is still, for so many seconds at least; gives their number. */
  static long of(Step step, double seconds) {
    long begin = System.nanoTime();
    long worked = begin;
    long k = 0;
    while (isWarming(seconds, begin, worked)) {
      long others = nanosOfOthers();
      long slice = System.nanoTime();
      while (secondsSince(slice) < SLICE) {
        result = step.run(k++);
      }
      if (nanosOfOthers() - others > AT_REST * (System.nanoTime() - slice)) {
        worked = System.nanoTime();
      }
    }
    return k;
  }

  private static boolean isWarming(double seconds, long begin, long worked) {
    boolean isStill = secondsSince(worked) > Math.min(STILL, seconds);
    return secondsSince(begin) < seconds || (!isStill && secondsSince(begin) < LONGEST);
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) * 1e-9;
  }

  /** What all threads but this one have used of the processor. */
  private static long nanosOfOthers() {
    return SYSTEM.getProcessCpuTime() - THREADS.getCurrentThreadCpuTime();
  }
}
