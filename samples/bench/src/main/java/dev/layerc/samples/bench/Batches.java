package dev.layerc.samples.bench;

import java.lang.reflect.Array;
import java.util.Arrays;

/** Examples in batches, each in arrays of its own, so that a step copies nothing. */
final class Batches {
  private final float[][] inputs;
  private final Object[] targets;

  private Batches(int count) {
    inputs = new float[count][];
    targets = new Object[count];
  }

  /**
   * As many full batches as there are, rounded down to a power of two: a division in every step
   * would be a good part of a small net's time.
   */
  static Batches of(Examples examples, int rows) {
    float[] inputs = examples.inputs().get();
    Object targets = examples.targets().apply(inputs);
    int count = Integer.highestOneBit(examples.rows() / rows);
    Batches batches = new Batches(count);
    Arrays.setAll(batches.inputs, i -> (float[]) slice(inputs, i, rows * examples.width()));
    Arrays.setAll(batches.targets, i -> slice(targets, i, rows * examples.targetSize()));
    return batches;
  }

  private static Object slice(Object array, int number, int size) {
    Object slice = Array.newInstance(array.getClass().getComponentType(), size);
    System.arraycopy(array, number * size, slice, 0, size);
    return slice;
  }

  int count() {
    return inputs.length;
  }

  /** Which batch step {@code k} takes. */
  int at(long k) {
    return (int) k & (inputs.length - 1);
  }

  /** The inputs of a batch, flat. */
  float[] inputs(int batch) {
    return inputs[batch];
  }

  /** The targets of a batch, {@code int[]} or {@code float[]}. */
  Object targets(int batch) {
    return targets[batch];
  }

  Class<?> targetType() {
    return targets[0].getClass();
  }
}
