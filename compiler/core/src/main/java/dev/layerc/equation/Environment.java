package dev.layerc.equation;

import java.util.HashMap;
import java.util.Map;

/**
 * The values of tensors: row-major arrays, the batch axis first. Whole numbers stand as doubles.
 * Arrays are kept by the tensor's name, which is unique in a program.
 */
final class Environment {
  private final Map<String, double[]> byName = new HashMap<>();
  private final Map<Tensor, double[]> values;
  private final int batch;

  /** What is computed is put into {@code values} as well. */
  Environment(Map<Tensor, double[]> values, int batch) {
    this.values = values;
    this.batch = batch;
    values.forEach(this::check);
    values.forEach((tensor, array) -> byName.put(tensor.name(), array));
  }

  private void check(Tensor tensor, double[] array) {
    if (array.length != size(tensor)) {
      throw new IllegalArgumentException(
          tensor.name() + " has " + size(tensor) + " elements, not " + array.length);
    }
  }

  boolean contains(Tensor tensor) {
    return byName.containsKey(tensor.name());
  }

  double[] get(Tensor tensor) {
    double[] array = byName.get(tensor.name());
    if (array == null) {
      throw new IllegalStateException(tensor.name() + " is read before it is computed");
    }
    return array;
  }

  void put(Tensor tensor, double[] array) {
    byName.put(tensor.name(), array);
    values.put(tensor, array);
  }

  int size(Tensor tensor) {
    return tensor.size() * (tensor.perSample() ? batch : 1);
  }

  int extent(Tensor tensor, int axis) {
    return tensor.perSample() && axis == 0 ? batch : tensor.extent(axis);
  }

  /** The row-major place of {@code at}; -1 where it lies outside. */
  int offset(Tensor tensor, long[] at) {
    long offset = 0;
    for (int axis = 0; axis < at.length; axis++) {
      int extent = extent(tensor, axis);
      if (at[axis] < 0 || at[axis] >= extent) {
        return -1;
      }
      offset = offset * extent + at[axis];
    }
    return (int) offset;
  }
}
