package dev.layerc.runtime;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Examples: rows of real features, and for each row either whole-number labels or real targets.
 *
 * <p>Shuffling and splitting give new views of the same numbers; nothing is copied but row numbers.
 * Batches are copied into the caller's flat arrays, so that an epoch allocates nothing. Every view
 * knows the rows of the source, so that a bad value can be told by its file and row.
 */
public final class Dataset {
  private static final float[] NO_TARGETS = {};
  private static final int[] NO_LABELS = {};

  private final String source;
  private final float[] features;
  private final int featureSize;
  private final int[] labels;
  private final float[] targets;
  private final int targetSize;
  private final int[] order;

  private Dataset(
      String source,
      float[] features,
      int featureSize,
      int[] labels,
      float[] targets,
      int targetSize,
      int[] order) {
    this.source = source;
    this.features = features;
    this.featureSize = featureSize;
    this.labels = labels;
    this.targets = targets;
    this.targetSize = targetSize;
    this.order = order;
  }

  /** Rows with {@code labelSize} whole-number labels each. The arrays are kept, not copied. */
  public static Dataset labelled(
      String source, float[] features, int featureSize, int[] labels, int labelSize) {
    int[] order = rows(features, featureSize, labels.length, labelSize);
    return new Dataset(source, features, featureSize, labels, NO_TARGETS, labelSize, order);
  }

  /** Rows with {@code targetSize} real targets each. The arrays are kept, not copied. */
  public static Dataset withTargets(
      String source, float[] features, int featureSize, float[] targets, int targetSize) {
    int[] order = rows(features, featureSize, targets.length, targetSize);
    return new Dataset(source, features, featureSize, NO_LABELS, targets, targetSize, order);
  }

  private static int[] rows(float[] features, int featureSize, int wanted, int targetSize) {
    if (featureSize < 1 || targetSize < 1 || features.length % featureSize != 0) {
      throw new IllegalArgumentException(
          features.length + " features do not make rows of " + featureSize);
    }
    int count = features.length / featureSize;
    if (wanted != count * targetSize) {
      throw new IllegalArgumentException(count + " rows of features, but " + wanted + " targets");
    }
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    return order;
  }

  /** Where the rows come from: a file's name. */
  public String source() {
    return source;
  }

  /** The number of rows. */
  public int size() {
    return order.length;
  }

  public int featureSize() {
    return featureSize;
  }

  /** Labels or targets of one row. */
  public int targetSize() {
    return targetSize;
  }

  /** True for whole-number labels, false for real targets. */
  public boolean hasLabels() {
    return labels.length > 0;
  }

  /** The 1-based row of the source that stands at {@code index} of this view. */
  public int sourceRow(int index) {
    return order[index] + 1;
  }

  public int label(int index) {
    return labels[order[index] * targetSize];
  }

  /** The same rows in an order that {@code random} decides (Fisher-Yates). */
  public Dataset shuffled(Random random) {
    int[] shuffled = order.clone();
    for (int i = shuffled.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int row = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = row;
    }
    return withOrder(shuffled);
  }

  /** The rows from {@code from} up to, not including, {@code to}. */
  public Dataset range(int from, int to) {
    return withOrder(Arrays.copyOfRange(order, from, to));
  }

  /** The first rows train, the last ones ({@code testShare} of all, rounded down) test. */
  public Split split(double testShare) {
    if (!(testShare >= 0 && testShare < 1)) {
      throw new IllegalArgumentException("a share is at least 0 and less than 1: " + testShare);
    }
    int trained = size() - (int) (size() * testShare);
    return new Split(range(0, trained), range(trained, size()));
  }

  private Dataset withOrder(int[] other) {
    return new Dataset(source, features, featureSize, labels, targets, targetSize, other);
  }

  /** Copies {@code count} rows of features from row {@code from} on, one after the other. */
  public void copyFeatures(int from, int count, float[] into) {
    copy(features, featureSize, from, count, into);
  }

  public void copyTargets(int from, int count, float[] into) {
    copy(targets, targetSize, from, count, into);
  }

  /** Copies the labels of {@code count} rows from row {@code from} on, one after the other. */
  public void copyLabels(int from, int count, int[] into) {
    for (int i = 0; i < count; i++) {
      System.arraycopy(labels, order[from + i] * targetSize, into, i * targetSize, targetSize);
    }
  }

  private void copy(float[] numbers, int width, int from, int count, float[] into) {
    for (int i = 0; i < count; i++) {
      System.arraycopy(numbers, order[from + i] * width, into, i * width, width);
    }
  }

  /** The first place of this view whose row has a label that is not 0..limit-1. */
  public OptionalInt firstLabelOutside(int limit) {
    for (int i = 0; i < order.length; i++) {
      for (int k = 0; k < targetSize; k++) {
        int label = labels[order[i] * targetSize + k];
        if (label < 0 || label >= limit) {
          return OptionalInt.of(i);
        }
      }
    }
    return OptionalInt.empty();
  }
}
