package dev.layerc.samples.bench;

import java.util.function.DoubleConsumer;

/**
 * How all programs of the comparison are timed: warmed up, then a few samples of many steps.
 *
 * @param warmUp seconds at least
 * @param sample seconds of a sample
 * @param samples how many
 */
record Timing(double warmUp, double sample, int samples) {
  /** Hands over the nanoseconds of a step, once for each sample. */
  void measure(Step step, DoubleConsumer nanosOfAStep) {
    long k = WarmUp.of(step, warmUp);
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

  /** The nanoseconds of {@code steps} steps. */
  private static long run(Step step, long first, long steps) {
    long begin = System.nanoTime();
    float sum = 0;
    for (long k = first; k < first + steps; k++) {
      sum += step.run(k);
    }
    WarmUp.result = sum;
    return System.nanoTime() - begin;
  }
}
