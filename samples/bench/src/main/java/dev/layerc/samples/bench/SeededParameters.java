package dev.layerc.samples.bench;

import java.util.List;

/**
 * The parameters that every program of the comparison starts from: tensor number {@code i} is
 * uniform in ±1/√fanIn, from stream {@code 100 + i}. The fan of a weight is the numbers behind one
 * output; a bias has that of the weight before it.
 */
final class SeededParameters {
  static final int FIRST_STREAM = 100;
  private static final int NO_FAN = 0;

  private final int everyFan;

  private SeededParameters(int everyFan) {
    this.everyFan = everyFan;
  }

  /** Fans by the shapes. */
  static SeededParameters byShape() {
    return new SeededParameters(NO_FAN);
  }

  /** One fan for all, as PyTorch's recurrent layers have it. */
  static SeededParameters withFan(int fan) {
    return new SeededParameters(fan);
  }

  /** Sets all parameters of a net. */
  void set(GeneratedNet net) {
    int fan = everyFan;
    List<String> names = net.parameterNames();
    for (int i = 0; i < names.size(); i++) {
      int[] shape = net.parameterShape(names.get(i));
      int size = product(shape, 0);
      if (everyFan == NO_FAN && shape.length > 1) {
        fan = product(shape, 1);
      }
      float scale = 1f / (float) Math.sqrt(fan);
      net.setParameter(names.get(i), new Uniform(FIRST_STREAM + i).numbers(size, scale));
    }
  }

  private static int product(int[] shape, int from) {
    int product = 1;
    for (int axis = from; axis < shape.length; axis++) {
      product *= shape[axis];
    }
    return product;
  }
}
