package dev.layerc.emit.template;

/**
 * The first values of parameters, drawn from a seed. Each parameter has a stream of its own, chosen
 * by its position in the network, and takes its numbers row-major in the declared shape: how it
 * lies in memory changes nothing.
 *
 * <p>The stream is SplitMix64 (Steele, Lea, Flood 2014): the state starts at {@code mix(mix(seed) +
 * position * GAMMA)}; each number adds {@code GAMMA} and mixes. A uniform number is the upper 53
 * bits over 2^53. Normal numbers come in pairs by Marsaglia's polar method. {@code StrictMath}
 * makes all of it the same on every machine.
 */
public final class DrawnValues {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  DrawnValues(long seed, int position) {
    state = mix(mix(seed) + position * GAMMA);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The next number, uniform in [0, 1). */
  double next() {
    state += GAMMA;
    return (mix(state) >>> 11) * 0x1.0p-53;
  }

  /** {@code size} numbers, uniform in [low, high). */
  public static double[] uniform(long seed, int position, int size, double low, double high) {
    DrawnValues draws = new DrawnValues(seed, position);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = low + (high - low) * draws.next();
    }
    return values;
  }

  /** {@code size} numbers of the normal distribution. */
  public static double[] normal(long seed, int position, int size, double mean, double deviation) {
    DrawnValues draws = new DrawnValues(seed, position);
    double[] values = new double[size];
    draws.fillNormal(values);
    for (int i = 0; i < size; i++) {
      values[i] = mean + deviation * values[i];
    }
    return values;
  }

  /**
   * {@code count} random matrices with orthonormal rows (or columns, where there are more rows),
   * times {@code gain}: normal numbers, made orthogonal by Gram and Schmidt, twice over.
   */
  public static double[] orthogonal(
      long seed, int position, int count, int height, int width, double gain) {
    double[] values = new double[count * height * width];
    new DrawnValues(seed, position).fillNormal(values);
    for (int m = 0; m < count; m++) {
      orthogonalize(values, m * height * width, height, width, gain);
    }
    return values;
  }

  private void fillNormal(double[] values) {
    for (int i = 0; i < values.length; i += 2) {
      double u;
      double v;
      double s;
      do {
        u = 2 * next() - 1;
        v = 2 * next() - 1;
        s = u * u + v * v;
      } while (s >= 1 || s == 0);
      double factor = StrictMath.sqrt(-2 * StrictMath.log(s) / s);
      values[i] = u * factor;
      if (i + 1 < values.length) {
        values[i + 1] = v * factor;
      }
    }
  }

  private static void orthogonalize(
      double[] values, int start, int height, int width, double gain) {
    boolean byRows = height <= width;
    double[][] vectors = new double[byRows ? height : width][byRows ? width : height];
    for (int i = 0; i < height * width; i++) {
      vectors[byRows ? i / width : i % width][byRows ? i % width : i / width] = values[start + i];
    }
    for (int k = 0; k < vectors.length; k++) {
      removeEarlier(vectors, k);
      removeEarlier(vectors, k);
      scale(vectors[k], 1 / StrictMath.sqrt(dot(vectors[k], vectors[k])));
    }
    for (int i = 0; i < height * width; i++) {
      values[start + i] =
          gain * vectors[byRows ? i / width : i % width][byRows ? i % width : i / width];
    }
  }

  /** Takes from vector {@code k} its components along the unit vectors before it. */
  private static void removeEarlier(double[][] vectors, int k) {
    double[] vector = vectors[k];
    for (int e = 0; e < k; e++) {
      double[] earlier = vectors[e];
      double component = dot(vector, earlier);
      for (int i = 0; i < vector.length; i++) {
        vector[i] -= component * earlier[i];
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void scale(double[] vector, double factor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
  }
}
