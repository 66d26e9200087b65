package dev.layerc.samples.bench;

/**
 * Streams of numbers that every program of the comparison makes: SplitMix64 in its counter form,
 * where number {@code k} of a stream needs no number before it.
 */
final class Uniform {
  private static final long STREAM = 0x632BE59BD9B4E019L;
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private final long stream;

  Uniform(long stream) {
    this.stream = stream;
  }

  /** Number {@code k}, in [0, 1), of 24 bits. */
  private float unit(long k) {
    long z = stream * STREAM + (k + 1) * STEP;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (float) (z >>> 40) * 0x1p-24f;
  }

  /** The first {@code count} numbers, in [-scale, scale). */
  float[] numbers(int count, float scale) {
    float[] numbers = new float[count];
    for (int k = 0; k < count; k++) {
      numbers[k] = (2f * unit(k) - 1f) * scale;
    }
    return numbers;
  }
}
