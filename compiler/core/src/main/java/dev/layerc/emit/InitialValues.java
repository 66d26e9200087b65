package dev.layerc.emit;

import dev.layerc.emit.template.DrawnValues;
import dev.layerc.equation.Initializer;
import java.util.Arrays;
import java.util.List;

/**
 * The first values of a parameter or a state, the same bits as an emitted network's {@code
 * initialize(seed)} computes, row-major in the declared shape; a network of floats rounds them.
 */
public final class InitialValues {
  private InitialValues() {}

  /**
   * All values of one tensor.
   *
   * @param position the parameter's index among the program's parameters; the states come after
   */
  public static double[] of(Initializer initial, List<Integer> shape, long seed, int position) {
    int size = shape.stream().reduce(1, Math::multiplyExact);
    if (initial instanceof Initializer.Uniform uniform) {
      return DrawnValues.uniform(seed, position, size, uniform.low(), uniform.high());
    }
    if (initial instanceof Initializer.Normal normal) {
      return DrawnValues.normal(seed, position, size, normal.mean(), normal.deviation());
    }
    if (initial instanceof Initializer.Orthogonal orthogonal) {
      int width = width(shape);
      int height = height(shape);
      return DrawnValues.orthogonal(
          seed, position, size / height / width, height, width, orthogonal.gain());
    }
    double[] values = new double[size];
    Arrays.fill(values, ((Initializer.Constant) initial).value());
    return values;
  }

  /** Columns of an orthogonal matrix of this shape. */
  static int width(List<Integer> shape) {
    return shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
  }

  /** Rows of an orthogonal matrix of this shape. */
  static int height(List<Integer> shape) {
    return shape.size() < 2 ? 1 : shape.get(shape.size() - 2);
  }
}
