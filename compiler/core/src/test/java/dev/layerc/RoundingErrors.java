package dev.layerc;

import java.util.Locale;

/**
 * The errors of both targets in one tensor: roots of the mean squares, in ulps of the largest
 * number of the tensor.
 */
record RoundingErrors(double plain, double simd) {
  /**
   * Errors up to this are rounding that no order of a sum avoids: half an ulp is the result's own,
   * half an ulp that of the last sum or product before it. Beneath, the ratio is luck.
   */
  static final double FLOOR = 1;

  static RoundingErrors of(double[] exact, double[] plain, double[] simd) {
    double largest = Float.MIN_NORMAL;
    double ofPlain = 0;
    double ofSimd = 0;
    for (int i = 0; i < exact.length; i++) {
      if (Double.isFinite(exact[i]) && Double.isFinite(plain[i])) {
        largest = Math.max(largest, Math.abs(exact[i]));
        ofPlain += (exact[i] - plain[i]) * (exact[i] - plain[i]);
        ofSimd += (exact[i] - simd[i]) * (exact[i] - simd[i]);
      } else if (Double.compare(plain[i], simd[i]) != 0) {
        ofSimd = Double.POSITIVE_INFINITY;
      }
    }
    double ulp = Math.ulp((float) largest);
    return new RoundingErrors(
        Math.sqrt(ofPlain / exact.length) / ulp, Math.sqrt(ofSimd / exact.length) / ulp);
  }

  /** How many times as great that of simd is; NaN where simd alone has no number. */
  double ratio() {
    return Math.max(simd, FLOOR) / Math.max(plain, FLOOR);
  }

  boolean areAboveFloor() {
    return Math.max(plain, simd) > FLOOR;
  }

  boolean differ() {
    return Double.compare(plain, simd) != 0;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "plain %.3g, simd %.3g ulps", plain, simd);
  }
}
