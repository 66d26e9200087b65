package com.acme;

import java.util.Arrays;
import java.util.List;

/**
 * Gradients of the loss of {@link Small}, summed over samples. One thread may use it at a time;
 * data-parallel training has one for each thread and adds them up.
 */
@Small.Generated
public final class SmallGradients {
  /**
   * dense1.W [3, 2], axes [1, 0], 2 rows.
   */
  final float[][] dense1_W;

  /**
   * dense1.b [3].
   */
  final float[] dense1_b;

  /**
   * dense2.W [1, 3], 1 rows.
   */
  final float[][] dense2_W;

  /**
   * dense2.b [1].
   */
  final float[] dense2_b;

  /**
   * gradient of input x [2], one sample after the other.
   */
  float[] d_x = new float[0];

  final SmallTensorTable tensors = new SmallTensorTable();

  private int samples;

  SmallGradients() {
    dense1_W = tensors.add("dense1.W", new int[] {3, 2}, new int[] {1, 0}, 1).rows;
    dense1_b = tensors.add("dense1.b", new int[] {3}, new int[] {0}, 0).rows[0];
    dense2_W = tensors.add("dense2.W", new int[] {1, 3}, new int[] {0, 1}, 1).rows;
    dense2_b = tensors.add("dense2.b", new int[] {1}, new int[] {0}, 0).rows[0];
  }

  /**
   * The names of all trained parameters, in order.
   */
  public List<String> names() {
    return tensors.names();
  }

  /**
   * The declared shape of the gradient of a parameter.
   */
  public int[] shape(String name) {
    return tensors.get(name).shape();
  }

  /**
   * A copy of the gradient of a parameter, row-major in the declared shape.
   */
  public float[] get(String name) {
    return tensors.get(name).get();
  }

  /**
   * Changes the gradient of a parameter to a copy of {@code values}.
   */
  public void set(String name, float[] values) {
    tensors.get(name).set(values);
  }

  /**
   * How many numbers all gradients have together; those of inputs are not among them.
   */
  public int size() {
    return tensors.size();
  }

  /**
   * Copies all gradients, one after the other, to {@code all}.
   */
  public void copyTo(float[] all) {
    tensors.copyTo(all);
  }

  /**
   * Takes all gradients, one after the other, from {@code all}.
   */
  public void copyFrom(float[] all) {
    tensors.copyFrom(all);
  }

  /**
   * Sets every gradient to zero.
   */
  public void clear() {
    tensors.fill(0);
  }

  /**
   * Adds the gradients that another thread or machine has summed.
   */
  public void add(SmallGradients other) {
    SmallArguments.present(other, "other");
    tensors.add(other.tensors);
  }

  /**
   * Makes room for the inputs' gradients of so many samples.
   */
  void prepare(int count) {
    samples = count;
    if (d_x.length < 2 * count) {
      d_x = new float[2 * count];
    }
    Arrays.fill(d_x, 0);
  }

  /**
   * A copy of the gradient with respect to an input: that of each sample of the last call of {@link
   * Small#gradient}, one after the other.
   */
  public float[] input(String name) {
    if ("x".equals(name)) {
      return Arrays.copyOf(d_x, 2 * samples);
    }
    throw new IllegalArgumentException("no gradient is kept of an input named " + name);
  }
}
