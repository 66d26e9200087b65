package dev.layerc.cli;

import dev.layerc.equation.Precision;

/** Arrays as the methods of a generated class take them: of its precision, or whole numbers. */
record RealArrays(Precision precision) {

  Object zeros(int size) {
    return precision == Precision.DOUBLE ? new double[size] : new float[size];
  }

  Object of(double[] values) {
    if (precision == Precision.DOUBLE) {
      return values.clone();
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  static int[] wholes(double[] values) {
    int[] wholes = new int[values.length];
    for (int i = 0; i < wholes.length; i++) {
      wholes[i] = (int) values[i];
    }
    return wholes;
  }

  /** A copy of a {@code float[]} or {@code double[]}. */
  static double[] toDoubles(Object array) {
    if (array instanceof double[] doubles) {
      return doubles.clone();
    }
    float[] floats = (float[]) array;
    double[] values = new double[floats.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats[i];
    }
    return values;
  }
}
