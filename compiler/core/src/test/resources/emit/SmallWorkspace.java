package com.acme;

/**
 * Memory that {@link Small} computes in, for one thread at a time: with one at hand, nothing is
 * allocated.
 */
@Small.Generated
public final class SmallWorkspace {
  final int capacity;

  final boolean training;

  int samples;

  /**
   * h [3], for each sample.
   */
  final float[][] h;

  /**
   * d.h [3], for each sample.
   */
  final float[][] d_h;

  /**
   * d.z [1], for each sample.
   */
  final float[] d_z;

  /**
   * loss [], for each sample.
   */
  final float[] loss;

  /**
   * miss [], for each sample.
   */
  final float[] miss;

  /**
   * z [1], for each sample.
   */
  final float[] z;

  SmallWorkspace(int capacity, boolean training) {
    SmallArguments.count(capacity, 715827882);
    this.capacity = capacity;
    this.training = training;
    h = new float[capacity][3];
    d_h = training ? new float[capacity][3] : null;
    d_z = training ? new float[capacity] : null;
    loss = training ? new float[capacity] : null;
    miss = training ? new float[capacity] : null;
    z = training ? new float[capacity] : null;
  }

  /**
   * The most samples that one call may have.
   */
  public int capacity() {
    return capacity;
  }

  /**
   * Refuses a workspace for prediction alone.
   */
  void requireTraining() {
    if (!training) {
      throw new IllegalArgumentException(
          "workspace is for prediction alone; newWorkspace makes one for training");
    }
  }

  /**
   * The mean of a metric in the last gradient or evaluation computed here; NaN before.
   */
  public double metric(String name) {
    if ("miss".equals(name)) {
      return mean(miss);
    }
    throw new IllegalArgumentException("no metric is named " + name);
  }

  private double mean(float[] values) {
    requireTraining();
    double sum = 0;
    for (int i = 0; i < samples; i++) {
      sum += values[i];
    }
    return sum / samples;
  }

  /**
   * The mean loss of the last gradient or evaluation computed here; NaN before.
   */
  public double loss() {
    return mean(loss);
  }
}
