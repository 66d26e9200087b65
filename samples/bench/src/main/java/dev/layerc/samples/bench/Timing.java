package dev.layerc.samples.bench;

import java.lang.management.ManagementFactory;
import java.util.function.DoubleConsumer;

/**
 * How all programs of the comparison are timed: warmed up, then a few samples of many steps.
 *
 * <p>Warm is what the JIT has finished with: on one core it shares the time with the steps that it
 * compiles, and kernels on vectors take it longer than any fixed time that would suit the others.
 *
 * @param warmUp seconds at least
 * @param sample seconds of a sample
 * @param samples how many
 */
record Timing(double warmUp, double sample, int samples) {
  /** Seconds without a method compiled, after which none is expected. */
  private static final double STILL = 3;

  /** Seconds after which a step is measured as it is then. */
  private static final double LONGEST_WARM_UP = 60;

  /** Hands over the nanoseconds of a step, once for each sample. */
  void measure(Step step, DoubleConsumer nanosOfAStep) {
    long k = warmUp(step);
    long steps = 1;
    long time = run(step, k, steps);
    while (time < sample * 1e9 / 4) {
      k += steps;
      steps *= 2;
      time = run(step, k, steps);
    }
    k += steps;
    long each = Math.max(1, (long) (sample * 1e9 * steps / time));
    for (int i = 0; i < samples; i++) {
      nanosOfAStep.accept((double) run(step, k, each) / each);
      k += each;
    }
  }

  /** Steps one by one until the JIT is still, at least for the given time. */
  private long warmUp(Step step) {
    long begin = System.nanoTime();
    long changed = begin;
    long compiled = compileMillis();
    long k = 0;
    while (isWarming(begin, changed)) {
      run(step, k++, 1);
      if (compileMillis() != compiled) {
        compiled = compileMillis();
        changed = System.nanoTime();
      }
    }
    return k;
  }

  private boolean isWarming(long begin, long changed) {
    long now = System.nanoTime();
    boolean isStill = now - changed > Math.min(STILL, warmUp) * 1e9;
    return now - begin < warmUp * 1e9 || (!isStill && now - begin < LONGEST_WARM_UP * 1e9);
  }

  /** What the JIT has taken so far; methods count when they are done. */
  private static long compileMillis() {
    return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
  }

  /** The nanoseconds of {@code steps} steps. */
  private static long run(Step step, long first, long steps) {
    long begin = System.nanoTime();
    float sum = 0;
    for (long k = first; k < first + steps; k++) {
      sum += step.run(k);
    }
    Sink.value = sum;
    return System.nanoTime() - begin;
  }

  /** Where results go, so that no step can be left out. */
  private static final class Sink {
    @SuppressWarnings("unused")
    static volatile float value;
  }
}
