package dev.layerc.runtime;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Compares a gradient with finite differences of the function it is the gradient of.
 *
 * <p>Each chosen coordinate is moved by ±h and ±2h (the five-point rule, whose error falls with
 * h⁴). Where that disagrees, a smaller h is tried: a kink, such as that of {@code max(x, 0)},
 * within reach of h is no mistake of the gradient, and a wrong gradient is wrong for every h.
 */
public final class GradientCheck {
  private static final double[] STEPS = {1e-4, 1e-5, 1e-6, 1e-7};
  private static final double GOOD = 1e-8;

  /** Both derivatives being smaller than this, times the function's size, counts as agreement. */
  private static final double NOISE = 1e-11;

  /** What noise alone may come to, as a relative error. */
  private static final double SMALLEST_ERROR = 1e-7;

  private final int coordinates;
  private final long seed;

  /** Checks at most {@code coordinates} of a gradient, chosen by {@code seed}. */
  public GradientCheck(int coordinates, long seed) {
    this.coordinates = coordinates;
    this.seed = seed;
  }

  /**
   * The outcome.
   *
   * @param error |derived − measured| / (|derived| + |measured|), over all checked coordinates
   * @param worst the coordinate that differs most
   * @param derived the gradient there
   * @param measured the finite difference there
   * @param checked how many coordinates were compared
   */
  public record Result(double error, int worst, double derived, double measured, int checked) {
    /** False for NaN too. */
    public boolean within(double tolerance) {
      return error <= tolerance;
    }
  }

  /** Compares {@code gradient} with the differences of {@code function} around {@code point}. */
  public Result check(ToDoubleFunction<double[]> function, double[] point, double[] gradient) {
    if (gradient.length != point.length) {
      throw new IllegalArgumentException(
          point.length + " coordinates, a gradient of " + gradient.length);
    }
    double[] moved = point.clone();
    double noise = NOISE * Math.max(1, Math.abs(function.applyAsDouble(moved)));
    double differences = 0;
    double sizes = 0;
    double largest = -1;
    Result worst = new Result(0, 0, 0, 0, 0);
    int[] chosen = choose(point.length);
    for (int i : chosen) {
      double measured = measure(function, moved, i, gradient[i], noise);
      double difference = Math.abs(measured - gradient[i]);
      differences += difference;
      sizes += Math.abs(measured) + Math.abs(gradient[i]);
      if (!(difference <= largest)) {
        largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
        worst = new Result(0, i, gradient[i], measured, 0);
      }
    }
    // Gradients so small that noise is what one sees of them count as of this size.
    double error = differences / Math.max(sizes, chosen.length * noise / SMALLEST_ERROR);
    return new Result(error, worst.worst(), worst.derived(), worst.measured(), chosen.length);
  }

  private int[] choose(int size) {
    int[] all = new int[size];
    Arrays.setAll(all, i -> i);
    if (size <= coordinates) {
      return all;
    }
    Random random = new Random(seed);
    for (int i = 0; i < coordinates; i++) {
      int j = i + random.nextInt(size - i);
      int swapped = all[i];
      all[i] = all[j];
      all[j] = swapped;
    }
    return Arrays.copyOf(all, coordinates);
  }

  private static double measure(
      ToDoubleFunction<double[]> function, double[] point, int i, double derived, double noise) {
    double best = Double.NaN;
    for (double step : STEPS) {
      double h = step * Math.max(1, Math.abs(point[i]));
      double measured = difference(function, point, i, h);
      if (!(Math.abs(best - derived) <= Math.abs(measured - derived))) {
        best = measured;
      }
      double gap = Math.abs(best - derived);
      if (gap <= noise || gap <= GOOD * (Math.abs(best) + Math.abs(derived))) {
        return best;
      }
    }
    return best;
  }

  private static double difference(
      ToDoubleFunction<double[]> function, double[] point, int i, double h) {
    double near = at(function, point, i, h) - at(function, point, i, -h);
    double far = at(function, point, i, 2 * h) - at(function, point, i, -2 * h);
    return (8 * near - far) / (12 * h);
  }

  private static double at(
      ToDoubleFunction<double[]> function, double[] point, int i, double offset) {
    double kept = point[i];
    point[i] = kept + offset;
    double value = function.applyAsDouble(point);
    point[i] = kept;
    return value;
  }
}
