package dev.layerc.equation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Checks derived gradients against central differences of the objective, summed over the batch, in
 * random directions: for each parameter (and input) {@code p} with gradient {@code g}, {@code <g,
 * v>} against {@code (F(p + hv) - F(p - hv)) / 2h}.
 *
 * <p>Every difference is taken with {@code h}, {@code h/2} and {@code h/4}, and extrapolated to 0
 * from the first two and from the last two. Where the function is smooth, both agree; where they do
 * not, a kink of the function ({@code relu}, {@code max}) or of its slope ({@code elu}, {@code
 * huber}) lies between the points, and the direction is tried again with a smaller step and then
 * given up; so it is where the point itself lies on a kink. A value under {@code stop} has a
 * gradient that differences do not show; such programs cannot be checked in this way.
 */
public final class FiniteDifferences {
  private static final double FIRST_STEP = 1e-3;
  private static final int SHRINKINGS = 4;

  /** What two extrapolations of a smooth function may differ by, relatively. */
  private static final double SMOOTH = 1e-7;

  private final DerivedProgram program;
  private final Map<Tensor, double[]> given;
  private final Interpreter.Settings settings;
  private final Random random;
  private final double here;

  /** One comparison; {@code smooth} is false where every step met a kink. */
  public record Comparison(Tensor of, double derived, double measured, boolean smooth) {
    /** The difference relative to the larger of both, or to 1 if both are small. */
    public double error() {
      double scale = Math.max(1, Math.max(Math.abs(derived), Math.abs(measured)));
      return Math.abs(derived - measured) / scale;
    }

    /** True unless a smooth direction shows a difference; a NaN never agrees. */
    public boolean agrees(double tolerance) {
      return !smooth || error() <= tolerance;
    }
  }

  public FiniteDifferences(
      DerivedProgram program,
      Map<Tensor, double[]> given,
      Interpreter.Settings settings,
      long seed) {
    this.program = program;
    this.given = given;
    this.settings = settings;
    this.random = new Random(seed);
    this.here = objective(new LinkedHashMap<>(given));
  }

  /** Compares {@code directions} directions for each tensor that has a gradient. */
  public List<Comparison> compare(int directions) {
    Map<Tensor, double[]> values = new LinkedHashMap<>(given);
    Interpreter.run(program.forward(), values, settings);
    Interpreter.run(program.backward(), values, settings);
    List<Comparison> comparisons = new ArrayList<>();
    program
        .gradients()
        .forEach(
            (of, gradient) -> {
              for (int i = 0; i < directions; i++) {
                comparisons.add(compare(of, values.get(gradient)));
              }
            });
    return comparisons;
  }

  /** The comparisons that do not agree. */
  public List<Comparison> disagreements(int directions, double tolerance) {
    return compare(directions).stream().filter(c -> !c.agrees(tolerance)).toList();
  }

  private Comparison compare(Tensor of, double[] gradient) {
    double[] direction = new double[gradient.length];
    double derived = 0;
    for (int i = 0; i < direction.length; i++) {
      direction[i] = random.nextGaussian() / Math.sqrt(direction.length);
      derived += gradient[i] * direction[i];
    }
    Comparison last = null;
    double step = FIRST_STEP;
    for (int attempt = 0; attempt < SHRINKINGS; attempt++, step /= 8) {
      last = measure(of, direction, derived, step);
      if (last.smooth()) {
        return last;
      }
    }
    return last;
  }

  private Comparison measure(Tensor of, double[] direction, double derived, double step) {
    Slopes coarse = slopes(of, direction, step);
    Slopes middle = slopes(of, direction, step / 2);
    Slopes fine = slopes(of, direction, step / 4);
    double measured = extrapolated(middle, fine);
    double negligible = SMOOTH * Math.max(1, Math.abs(measured));
    boolean near = Math.abs(measured - extrapolated(coarse, middle)) > negligible;
    boolean here = fine.bend() > negligible && 2 * fine.bend() > coarse.bend();
    return new Comparison(of, derived, measured, !near && !here);
  }

  /** Without the term in the square of the step. */
  private static double extrapolated(Slopes atStep, Slopes atHalfStep) {
    return (4 * atHalfStep.mean() - atStep.mean()) / 3;
  }

  /**
   * The slopes from a point to both sides. Where the slope jumps at the point itself, as that of
   * {@code max} does where numbers tie, their mean looks smooth, but their difference does not
   * shrink with the step.
   */
  private record Slopes(double ahead, double behind) {
    double mean() {
      return (ahead + behind) / 2;
    }

    double bend() {
      return Math.abs(ahead - behind);
    }
  }

  private Slopes slopes(Tensor of, double[] direction, double step) {
    return new Slopes(
        (objective(of, direction, step) - here) / step,
        (here - objective(of, direction, -step)) / step);
  }

  private double objective(Tensor of, double[] direction, double step) {
    Map<Tensor, double[]> values = new LinkedHashMap<>(given);
    double[] moved = given.get(of).clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * direction[i];
    }
    values.put(of, moved);
    return objective(values);
  }

  private double objective(Map<Tensor, double[]> values) {
    Interpreter.run(program.source().steps(), values, settings);
    double sum = 0;
    for (double value : values.get(program.source().objective().orElseThrow())) {
      sum += value;
    }
    return sum;
  }
}
