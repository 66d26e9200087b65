package dev.layerc.equation;

import java.util.Arrays;

/** The terms of one reduction at one point, collected in order and then folded. */
final class Folding {
  private double[] values = new double[16];
  private long[] places = new long[16];
  private int count;

  /** Adds a term; {@code place} is its row-major position among all points of the reducer. */
  void add(double value, long place) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
      places = Arrays.copyOf(places, 2 * count);
    }
    values[count] = value;
    places[count++] = place;
  }

  double fold(Reducer reducer) {
    return switch (reducer) {
      case SUM -> sum();
      case MEAN -> sum() / count;
      case PROD -> product();
      case MAX -> extreme(Double.NEGATIVE_INFINITY, +1);
      case MIN -> extreme(Double.POSITIVE_INFINITY, -1);
      case LSE -> logSumExp();
      case ARGMAX -> winner(+1);
      case ARGMIN -> winner(-1);
    };
  }

  private double sum() {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    return sum;
  }

  private double product() {
    double product = 1;
    for (int i = 0; i < count; i++) {
      product *= values[i];
    }
    return product;
  }

  private double extreme(double ofNothing, int sign) {
    int first = firstWinner(sign);
    return first < 0 ? ofNothing : values[first];
  }

  private double winner(int sign) {
    int first = firstWinner(sign);
    return first < 0 ? -1 : places[first];
  }

  /** The first term that no other exceeds; the first NaN, if there is one; -1 without terms. */
  private int firstWinner(int sign) {
    int best = -1;
    for (int i = 0; i < count; i++) {
      if (Double.isNaN(values[i])) {
        return i;
      }
      if (best < 0 || sign * values[i] > sign * values[best]) {
        best = i;
      }
    }
    return best;
  }

  private double logSumExp() {
    double largest = extreme(Double.NEGATIVE_INFINITY, +1);
    if (Double.isNaN(largest) || Double.isInfinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.exp(values[i] - largest);
    }
    return largest + Math.log(sum);
  }
}
