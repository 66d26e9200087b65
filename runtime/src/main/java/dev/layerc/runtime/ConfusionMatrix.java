package dev.layerc.runtime;

import java.util.Locale;

/** How often rows of each class were taken for each class. */
public final class ConfusionMatrix {
  private final long[][] counts;

  public ConfusionMatrix(int classes) {
    counts = new long[classes][classes];
  }

  /** Counts one row. */
  public void add(int actual, int predicted) {
    counts[actual][predicted]++;
  }

  /** Counts one row by the largest of its scores (the first of equals). */
  public void add(int actual, float[] scores) {
    add(actual, largest(scores, 0, scores.length));
  }

  /** The place, counted from {@code from}, of the first largest of {@code length} scores. */
  public static int largest(float[] scores, int from, int length) {
    int best = 0;
    for (int i = 1; i < length; i++) {
      if (scores[from + i] > scores[from + best]) {
        best = i;
      }
    }
    return best;
  }

  public long count(int actual, int predicted) {
    return counts[actual][predicted];
  }

  /** The share of rows taken for what they are; NaN without rows. */
  public double accuracy() {
    long right = 0;
    long all = 0;
    for (int i = 0; i < counts.length; i++) {
      right += counts[i][i];
      for (long count : counts[i]) {
        all += count;
      }
    }
    return all == 0 ? Double.NaN : (double) right / all;
  }

  /** A line a class: the actual class down, the predicted one across. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (long[] row : counts) {
      for (long count : row) {
        out.append(String.format(Locale.ROOT, "%7d", count));
      }
      out.append('\n');
    }
    return out.toString();
  }
}
