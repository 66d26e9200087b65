package dev.layerc.cli;

import dev.layerc.equation.Program;
import dev.layerc.equation.Tensor;
import dev.layerc.runtime.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The arguments of a training method: an array for each input and target, filled from a dataset
 * batch after batch, and the count. The features of a row are shared out among the inputs in order.
 */
final class BatchArrays {
  private final List<Tensor> inputs;
  private final Tensor target;
  private final Object[] arguments;
  private final float[] features;
  private final float[] targets;

  BatchArrays(Program program, int batch) {
    inputs = program.inputs();
    target = program.targets().get(0);
    RealArrays reals = new RealArrays(program.precision());
    List<Object> arrays = new ArrayList<>();
    for (Tensor input : inputs) {
      arrays.add(array(reals, input, batch));
    }
    arrays.add(array(reals, target, batch));
    arrays.add(0);
    arguments = arrays.toArray();
    features = new float[batch * inputs.stream().mapToInt(Tensor::size).sum()];
    targets = new float[target.isReal() ? batch * target.size() : 0];
  }

  private static Object array(RealArrays reals, Tensor tensor, int batch) {
    int size = Math.multiplyExact(tensor.size(), batch);
    return tensor.isReal() ? reals.zeros(size) : new int[size];
  }

  /** Inputs, target, count: the rows {@code from .. from + count - 1}. */
  Object[] fill(Dataset data, int from, int count) {
    fillInputs(data, from, count);
    Object array = arguments[inputs.size()];
    if (array instanceof int[] labels) {
      data.copyLabels(from, count, labels);
    } else {
      data.copyTargets(from, count, targets);
      copy(targets, target.size(), 0, target.size(), count, array);
    }
    arguments[inputs.size() + 1] = count;
    return arguments;
  }

  private void fillInputs(Dataset data, int from, int count) {
    if (inputs.size() == 1 && arguments[0] instanceof float[] only) {
      data.copyFeatures(from, count, only);
      return;
    }
    data.copyFeatures(from, count, features);
    int offset = 0;
    for (int i = 0; i < inputs.size(); i++) {
      int size = inputs.get(i).size();
      copy(features, data.featureSize(), offset, size, count, arguments[i]);
      offset += size;
    }
  }

  /** Columns {@code offset .. offset + size - 1} of rows of {@code width} numbers. */
  private static void copy(float[] from, int width, int offset, int size, int count, Object array) {
    for (int row = 0; row < count; row++) {
      for (int k = 0; k < size; k++) {
        set(array, row * size + k, from[row * width + offset + k]);
      }
    }
  }

  private static void set(Object array, int at, float value) {
    if (array instanceof float[] floats) {
      floats[at] = value;
    } else if (array instanceof double[] doubles) {
      doubles[at] = value;
    } else {
      ((int[]) array)[at] = (int) value;
    }
  }

  Object[] inputArrays() {
    return Arrays.copyOf(arguments, inputs.size());
  }
}
