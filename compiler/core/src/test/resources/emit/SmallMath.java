package com.acme;

/** Elementary functions whose results are the same bits on every machine. */
@Small.Generated
final class SmallMath {
  private SmallMath() {}

  private static final float INVERSE_LN2 = 1.442695f;

  /** 1.5 * 2<sup>23</sup>: adding it rounds to a whole number, which the low bits then hold. */
  private static final float ROUNDER = 12582912f;

  private static final int ROUNDER_BITS = 0x4B400000;

  /** ln 2 in two parts: the first has 16 bits, so that its multiples up to 150 are exact. */
  private static final float LN2_HIGH = 0x1.62e4p-1f;

  private static final float LN2_LOW = 1.4286068e-6f;

  /** exp(r) - 1 for |r| <= ln 2 / 2: r + r^2 P(r), Estrin's order. */
  private static float reducedExpm1(float r) {
    float r2 = r * r;
    float p0 = 0.5f + r * 0.16666648f;
    float p2 = 0.041666478f + r * 0.008337783f;
    float p4 = 0.0013933819f + r * 0.00017435073f;
    return r + r2 * (p0 + r2 * (p2 + r2 * p4));
  }

  /** 2<sup>k</sup> for a normal result, by writing the exponent's bits. */
  private static float powerOf2(int k) {
    return Float.intBitsToFloat((k + 127) << 23);
  }

  /**
   * 1 / (1 + e<sup>-x</sup>) = t / (t + s p), where e<sup>-x</sup> = p s / t and s, t are powers of
   * two, about equal in exponent: so nothing overflows, and far to the left the result underflows
   * gradually, as e<sup>x</sup> does. At most 1.41 ulp: what rounding took from p and from the sum
   * (Knuth's two-sum) is put back to first order.
   *
   * <p>sigmoid(-infinity) = 0, sigmoid(infinity) = 1, NaN stays NaN.
   */
  static float sigmoid(float x) {
    float c = x > 30f ? -30f : -x;
    c = c > 104f ? 104f : c;
    float shifted = c * INVERSE_LN2 + ROUNDER;
    float n = shifted - ROUNDER;
    float q = reducedExpm1((c - n * LN2_HIGH) - n * LN2_LOW);
    float p = 1f + q;
    int k = Float.floatToRawIntBits(shifted) - ROUNDER_BITS;
    int half = k >> 1;
    float t = powerOf2(-half);
    float s = powerOf2(k - half);
    float a = p * s;
    float sum = a + t;
    float b = sum - a;
    float lost = (a - (sum - b)) + (t - b) + (q - (p - 1f)) * s;
    float inverse = 1f / sum;
    return (inverse - inverse * (inverse * lost)) * t;
  }
}
