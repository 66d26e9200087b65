package dev.layerc.emit.template;

import java.util.Arrays;

/**
 * One named tensor as it lies in memory: rows of numbers, in an order of axes that suits the loops.
 * The flat arrays that callers give and get are row-major in the declared shape.
 */
final class Tensor {
  final String name;

  /** The numbers themselves; a tensor that is one flat array has one row. */
  final float[][] rows;

  private final int[] shape;
  private final int[] order;
  private final int rowAxes;
  private final int size;

  /**
   * A tensor of zeros.
   *
   * @param order the axes from the outermost to the innermost, as they lie in memory
   * @param rowAxes how many of them, from the outermost, choose the row
   */
  Tensor(String name, int[] shape, int[] order, int rowAxes) {
    this.name = name;
    this.shape = shape;
    this.order = order;
    this.rowAxes = rowAxes;
    this.rows = new float[product(0, rowAxes)][product(rowAxes, order.length)];
    this.size = product(0, order.length);
  }

  /** Another tensor of zeros, with this one's shape and place in memory. */
  Tensor like(String otherName) {
    return new Tensor(otherName, shape, order, rowAxes);
  }

  int size() {
    return size;
  }

  int[] shape() {
    return shape.clone();
  }

  /** The shape as messages show it: {@code [128, 784]}. */
  String shapeText() {
    return Arrays.toString(shape);
  }

  void fill(float value) {
    for (float[] row : rows) {
      Arrays.fill(row, value);
    }
  }

  void add(Tensor other) {
    for (int r = 0; r < rows.length; r++) {
      float[] row = rows[r];
      float[] added = other.rows[r];
      for (int c = 0; c < row.length; c++) {
        row[c] += added[c];
      }
    }
  }

  /**
   * Copies all numbers, row-major in the declared shape, to {@code target} from {@code start} on.
   */
  void copyTo(float[] target, int start) {
    int[] at = new int[shape.length];
    int[] rowSteps = steps(0, rowAxes);
    int[] columnSteps = steps(rowAxes, order.length);
    for (int i = 0; i < size; i++) {
      target[start + i] = rows[place(at, rowSteps)][place(at, columnSteps)];
      advance(at);
    }
  }

  /**
   * Takes all numbers, row-major in the declared shape, from {@code source} from {@code start} on.
   */
  void copyFrom(float[] source, int start) {
    int[] at = new int[shape.length];
    int[] rowSteps = steps(0, rowAxes);
    int[] columnSteps = steps(rowAxes, order.length);
    for (int i = 0; i < size; i++) {
      rows[place(at, rowSteps)][place(at, columnSteps)] = source[start + i];
      advance(at);
    }
  }

  float[] get() {
    float[] values = new float[size];
    copyTo(values, 0);
    return values;
  }

  /** Takes the caller's numbers, which must be as many as the shape says. */
  void set(float[] values) {
    if (values == null || values.length != size) {
      throw new IllegalArgumentException(
          name
              + " "
              + shapeText()
              + " takes "
              + size
              + " numbers, but "
              + (values == null ? "null" : values.length)
              + " came");
    }
    copyFrom(values, 0);
  }

  /** Takes numbers that were drawn in double precision. */
  void setDrawn(double[] values) {
    float[] rounded = new float[size];
    for (int i = 0; i < size; i++) {
      rounded[i] = (float) values[i];
    }
    copyFrom(rounded, 0);
  }

  /** The sum of the squares of all numbers. */
  double squares() {
    double sum = 0;
    for (float[] row : rows) {
      for (float value : row) {
        double exact = value;
        sum += exact * exact;
      }
    }
    return sum;
  }

  private int product(int from, int to) {
    int product = 1;
    for (int i = from; i < to; i++) {
      product = Math.multiplyExact(product, shape[order[i]]);
    }
    return product;
  }

  /** For each declared axis, how far one step along it moves among the given ones in memory. */
  private int[] steps(int from, int to) {
    int[] steps = new int[shape.length];
    int step = 1;
    for (int i = to - 1; i >= from; i--) {
      steps[order[i]] = step;
      step *= shape[order[i]];
    }
    return steps;
  }

  private static int place(int[] at, int[] steps) {
    int place = 0;
    for (int axis = 0; axis < at.length; axis++) {
      place += at[axis] * steps[axis];
    }
    return place;
  }

  /** Moves to the next place in the declared order. */
  private void advance(int[] at) {
    for (int axis = at.length - 1; axis >= 0; axis--) {
      at[axis]++;
      if (at[axis] < shape[axis]) {
        return;
      }
      at[axis] = 0;
    }
  }
}
