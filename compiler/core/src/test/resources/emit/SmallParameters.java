package com.acme;

import java.util.List;

/**
 * The parameters and states of {@link Small}.
 *
 * <p>Arrays that go in and out are copies, row-major in the declared shape.
 */
@Small.Generated
public final class SmallParameters {
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

  final SmallTensorTable tensors = new SmallTensorTable();

  final SmallTensorTable states = new SmallTensorTable();

  SmallParameters() {
    dense1_W = tensors.add("dense1.W", new int[] {3, 2}, new int[] {1, 0}, 1).rows;
    dense1_b = tensors.add("dense1.b", new int[] {3}, new int[] {0}, 0).rows[0];
    dense2_W = tensors.add("dense2.W", new int[] {1, 3}, new int[] {0, 1}, 1).rows;
    dense2_b = tensors.add("dense2.b", new int[] {1}, new int[] {0}, 0).rows[0];
  }

  /**
   * Draws first values; what each parameter gets depends on the seed alone.
   */
  void initialize(long seed) {
    find("dense1.W").setDrawn(SmallDrawnValues.uniform(seed, 0, 6, -1.0, 1.0));
    find("dense1.b").fill(0f);
    find("dense2.W").setDrawn(SmallDrawnValues.normal(seed, 2, 3, 0.0, 0.5));
    find("dense2.b").fill(0.25f);
  }

  /**
   * The names of all parameters, in order.
   */
  public List<String> names() {
    return tensors.names();
  }

  /**
   * The names of all states, in order.
   */
  public List<String> stateNames() {
    return states.names();
  }

  /**
   * The declared shape of a parameter or a state.
   */
  public int[] shape(String name) {
    return find(name).shape();
  }

  /**
   * A copy of a parameter or a state, row-major in the declared shape.
   */
  public float[] get(String name) {
    return find(name).get();
  }

  /**
   * Changes a parameter or a state to a copy of {@code values}.
   */
  public void set(String name, float[] values) {
    find(name).set(values);
  }

  /**
   * How many numbers all parameters have together; states are not among them.
   */
  public int size() {
    return tensors.size();
  }

  /**
   * Copies all parameters, one after the other, to {@code all}.
   */
  public void copyTo(float[] all) {
    tensors.copyTo(all);
  }

  /**
   * Takes all parameters, one after the other, from {@code all}.
   */
  public void copyFrom(float[] all) {
    tensors.copyFrom(all);
  }

  private SmallTensor find(String name) {
    return states.has(name) ? states.get(name) : tensors.get(name);
  }
}
