package dev.layerc.samples.notes;

import java.util.Arrays;
import java.util.Random;

/** Seeded numbers to compute with. */
final class Samples {
  private final Random random;

  Samples(long seed) {
    random = new Random(seed);
  }

  double[] reals(int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  int[] labels(int count, int classes) {
    return random.ints(count, 0, classes).toArray();
  }

  /** Sample {@code s} of a flat array of samples of {@code size} numbers. */
  static double[] sample(double[] flat, int s, int size) {
    return Arrays.copyOfRange(flat, s * size, (s + 1) * size);
  }
}
