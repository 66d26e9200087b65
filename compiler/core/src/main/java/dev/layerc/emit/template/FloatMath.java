package dev.layerc.emit.template;

/**
 * Elementary functions over float whose results are the same bits on every machine, JDK and
 * compiler tier: only the basic operations of IEEE 754, {@code fma} among them, and casts between
 * bits, never {@code Math.exp} and its like, whose last bits are free. For Java 8, which lacks
 * {@code Math.fma}, products are rounded before they are added: other last bits, but within the
 * same bounds.
 *
 * <p>This is a template: the emitter copies the functions that a net uses into its generated code.
 * A function stands between two markers, together with its constants, and names the others that it
 * calls. So the code keeps to Java 8 and {@code java.lang}.
 *
 * <p>The coefficients are minimax polynomials by Remez' exchange in 40 digits for the relative
 * error of the result; they were rounded to float one after the other, the rest being fitted again
 * after each. Those of the functions that go through double were rounded once. "ulp" is the
 * distance from the exact value in units of the float's last place there. The bounds of exp,
 * sigmoid, tanh, softplus, erf and cos were measured over every float from 2<sup>-30</sup> to 128
 * in magnitude (cos: to 10<sup>6</sup>) and a sample of the others, where the results are constant
 * or linear; {@code EveryFloatTest} tries all 2<sup>32</sup> of every function on request.
 * Comparisons instead of {@code Math.min} and {@code Math.max} are faster in scalar code and let
 * NaN pass.
 */
final class FloatMath {
  private FloatMath() {}

  // <function fma needs="">
  /** a b + c, rounded once. */
  private static float fma(float a, float b, float c) {
    return Math.fma(a, b, c);
  }

  // </function>

  // <function reduction needs="fma">
  private static final float INVERSE_LN2 = 1.442695f;

  /** 1.5 * 2<sup>23</sup>: adding it rounds to a whole number, which the low bits then hold. */
  private static final float ROUNDER = 12582912f;

  private static final int ROUNDER_BITS = 0x4B400000;

  /** ln 2 in two parts: the first has 16 bits, so that its multiples up to 150 are exact. */
  private static final float LN2_HIGH = 0x1.62e4p-1f;

  private static final float LN2_LOW = 1.4286068e-6f;

  /** exp(r) - 1 for |r| ≤ ln 2 / 2: r + r² P(r), Estrin's order. */
  private static float reducedExpm1(float r) {
    float r2 = r * r;
    float p0 = fma(r, 0.16666648f, 0.5f);
    float p2 = fma(r, 0.008337783f, 0.041666478f);
    float p4 = fma(r, 0.00017435073f, 0.0013933819f);
    return fma(r2, fma(r2 * r2, p4, fma(r2, p2, p0)), r);
  }

  /** 2<sup>k</sup> for a normal result, by writing the exponent's bits. */
  private static float powerOf2(int k) {
    return Float.intBitsToFloat((k + 127) << 23);
  }

  // </function>

  // <function exp needs="reduction">
  /**
   * e<sup>x</sup> = 2<sup>n</sup> e<sup>r</sup> with n = round(x / ln 2), r = x - n ln 2 (Cody and
   * Waite). At most 1.02 ulp. The power of two is applied in two factors, so that results underflow
   * gradually with one rounding.
   *
   * <p>exp(-∞) = 0, exp(∞) = ∞, NaN stays NaN; ∞ above 88.72284, 0 below -103.97208.
   */
  static float exp(float x) {
    float c = x > 89f ? 89f : x;
    c = c < -104f ? -104f : c;
    float shifted = fma(c, INVERSE_LN2, ROUNDER);
    float n = shifted - ROUNDER;
    float p = 1f + reducedExpm1(fma(n, -LN2_LOW, fma(n, -LN2_HIGH, c)));
    int k = Float.floatToRawIntBits(shifted) - ROUNDER_BITS;
    int half = k >> 1;
    return p * powerOf2(half) * powerOf2(k - half);
  }

  // </function>

  // <function sigmoid needs="reduction">
  /**
   * 1 / (1 + e<sup>-x</sup>) = t / (t + s p), where e<sup>-x</sup> = p s / t and s, t are powers of
   * two, about equal in exponent: so nothing overflows, and far to the left the result underflows
   * gradually, as e<sup>x</sup> does. At most 1.8 ulp: what rounding takes from s + t is put back
   * (Dekker's fast two-sum).
   *
   * <p>sigmoid(-∞) = 0, sigmoid(∞) = 1, NaN stays NaN.
   */
  static float sigmoid(float x) {
    float c = x > 30f ? -30f : -x;
    c = c > 104f ? 104f : c;
    float shifted = fma(c, INVERSE_LN2, ROUNDER);
    float n = shifted - ROUNDER;
    float q = reducedExpm1(fma(n, -LN2_LOW, fma(n, -LN2_HIGH, c)));
    int k = Float.floatToRawIntBits(shifted) - ROUNDER_BITS;
    int half = k >> 1;
    float t = powerOf2(-half);
    float s = powerOf2(k - half);
    float sum = s + t;
    float lost = t - (sum - s);
    return t / (sum + fma(q, s, lost));
  }

  // </function>

  // <function tanh needs="reduction">
  /**
   * The hyperbolic tangent: x + x³ P(x²) for |x| &lt; 0.55, elsewhere 1 - 2 / (e<sup>2|x|</sup> +
   * 1) with the sign of x, as Cephes does. At most 1.36 ulp.
   *
   * <p>tanh(±0) = ±0, tanh(±∞) = ±1, NaN stays NaN; ±1 from |x| = 9.01092 on.
   */
  static float tanh(float x) {
    float a = Math.abs(x);
    float t = a < 0.55f ? smallTanh(a) : 1f - 2f / oneAndExpOfTwice(a > 10f ? 10f : a);
    return Math.copySign(t, x);
  }

  /** 1 + e<sup>2a</sup> for 0.55 ≤ a ≤ 10: one power of two is enough. */
  private static float oneAndExpOfTwice(float a) {
    float c = a + a;
    float shifted = fma(c, INVERSE_LN2, ROUNDER);
    float n = shifted - ROUNDER;
    float q = reducedExpm1(fma(n, -LN2_LOW, fma(n, -LN2_HIGH, c)));
    float s = powerOf2(Float.floatToRawIntBits(shifted) - ROUNDER_BITS);
    return fma(q, s, s + 1f);
  }

  /** a + a³ P(a²) for 0 ≤ a &lt; 0.55. */
  private static float smallTanh(float a) {
    float y = a * a;
    float y2 = y * y;
    float p0 = fma(y, 0.13332544f, -0.33333316f);
    float p2 = fma(y, 0.021050714f, -0.053847548f);
    return fma(a, y * fma(y2, fma(y2, -0.0062428494f, p2), p0), a);
  }

  // </function>

  // <function softplus needs="reduction">
  /**
   * log(1 + e<sup>x</sup>) = max(x, 0) + log1p(e), e = e<sup>-|x|</sup>, where log1p(e) = e - e²/2
   * + e³ P(e) for e ≤ 1. At most 1.81 ulp. What rounding takes from e and from max(x, 0) + e is put
   * back with the small terms.
   *
   * <p>softplus(-∞) = 0, softplus(∞) = ∞, NaN stays NaN; never negative, gradual underflow.
   */
  static float softplus(float x) {
    float c = -Math.abs(x);
    c = c < -104f ? -104f : c;
    float shifted = fma(c, INVERSE_LN2, ROUNDER);
    float n = shifted - ROUNDER;
    float q = reducedExpm1(fma(n, -LN2_LOW, fma(n, -LN2_HIGH, c)));
    float p = 1f + q;
    int k = Float.floatToRawIntBits(shifted) - ROUNDER_BITS;
    int half = k >> 1;
    float s = powerOf2(half);
    float t = powerOf2(k - half);
    float e = p * s * t;
    float lost = (q - (p - 1f)) * s * t;
    float positive = x > 0f ? (x > 30f ? 30f : x) : 0f;
    float y = softplusSum(positive, e, fma(-lost, 0.5f * e, lost));
    return x > y ? x : y;
  }

  /** positive + log1p(e) + lost. */
  private static float softplusSum(float positive, float e, float lost) {
    float e2 = e * e;
    float e4 = e2 * e2;
    float p0 = fma(e, -0.24993312f, 0.33333093f);
    float p2 = fma(e, -0.16228417f, 0.19926338f);
    float p4 = fma(e, -0.085927315f, 0.12679856f);
    float p6 = fma(e, -0.014691542f, 0.04431145f);
    float p = fma(e4, fma(e4, 0.0022790194f, fma(e2, p6, p4)), fma(e2, p2, p0));
    float sum = positive + e;
    float b = sum - positive;
    float rounded = (positive - (sum - b)) + (e - b);
    return sum + fma(e2, fma(e, p, -0.5f), rounded + lost);
  }

  // </function>

  // <function erf needs="exp">
  /**
   * The error function 2/√π ∫₀ˣ e<sup>-t²</sup> dt: x + x P(x²) for |x| &lt; 0.9, elsewhere 1 -
   * e<sup>-Q(|x|)</sup> with the sign of x, Q fitted to -log(erfc). At most 1.3 ulp.
   *
   * <p>erf(±0) = ±0, erf(±∞) = ±1, NaN stays NaN.
   */
  static float erf(float x) {
    float a = Math.abs(x);
    float t = a < 0.9f ? nearErf(a) : 1f - exp(-minusLogErfc(a > 4f ? 4f : a));
    return Math.copySign(t, x);
  }

  /** a + a P(a²) for 0 ≤ a &lt; 0.9. */
  private static float nearErf(float a) {
    float y = a * a;
    float y2 = y * y;
    float p0 = fma(y, -0.3761263f, 0.12837917f);
    float p2 = fma(y, -0.02685556f, 0.11283624f);
    float p4 = fma(y, -0.0008039753f, 0.005191753f);
    return fma(a, fma(y2, fma(y2, fma(y2, 7.9431e-5f, p4), p2), p0), a);
  }

  /** -log(1 - erf(a)) for 0.9 ≤ a ≤ 4. */
  private static float minusLogErfc(float a) {
    float a2 = a * a;
    float q0 = fma(a, 1.1277494f, 0.00017751197f);
    float q2 = fma(a, 0.10403701f, 0.63706005f);
    float q4 = fma(a, 0.0030555362f, -0.022276865f);
    return fma(a2, fma(a2, fma(a2, -0.00019717259f, q4), q2), q0);
  }

  // </function>

  // <function logarithm needs="">
  private static final long SQRT_HALF_BITS = 0x3FE6A09E667F3BCDL;

  /** The exponent k for which a normal, positive x = 2<sup>k</sup> m has √½ ≤ m &lt; √2. */
  private static int nearestExponent(double x) {
    return (int) ((Double.doubleToRawLongBits(x) - SQRT_HALF_BITS) >> 52);
  }

  /** x / 2<sup>k</sup> for a normal result. */
  private static double withoutExponent(double x, int k) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(x) - ((long) k << 52));
  }

  /** log(1 + f) for √½ ≤ 1 + f &lt; √2: twice the artanh of f / (2 + f), to 2<sup>-44</sup>. */
  private static double reducedLog1p(double f) {
    double s = f / (2.0 + f);
    double z = s * s;
    double z2 = z * z;
    double p0 = 0.6666666667589322 + z * 0.3999999558668811;
    double p2 = 0.2857211324752748 + z * 0.22176003797539587;
    return s * (2.0 + z * (p0 + z2 * (p2 + z2 * 0.1958700134361055)));
  }

  // </function>

  // <function log needs="logarithm">
  /**
   * The natural logarithm, in double: x = 2<sup>k</sup> m, log x = k ln 2 + 2 artanh((m - 1) / (m +
   * 1)), as fdlibm. Correctly rounded but for near ties: at most 0.501 ulp.
   *
   * <p>log(±0) = -∞, log(∞) = ∞; NaN for NaN and below zero.
   */
  static float log(float x) {
    if (!(x > 0f && x <= Float.MAX_VALUE)) {
      return x == 0f ? Float.NEGATIVE_INFINITY : x > 0f ? x : Float.NaN;
    }
    int k = nearestExponent(x);
    return (float) (k * 0.6931471805599453 + reducedLog1p(withoutExponent(x, k) - 1.0));
  }

  // </function>

  // <function log1p needs="logarithm">
  /**
   * log(1 + x), in double as {@code log}; near zero 1 + x is never formed. At most 0.501 ulp.
   *
   * <p>log1p(±0) = ±0, log1p(-1) = -∞, log1p(∞) = ∞; NaN for NaN and below -1.
   */
  static float log1p(float x) {
    if (!(x > -1f && x <= Float.MAX_VALUE)) {
      return x == -1f ? Float.NEGATIVE_INFINITY : x > 0f ? x : Float.NaN;
    }
    double u = 1.0 + x;
    int k = nearestExponent(u);
    if (k == 0) {
      return (float) reducedLog1p(x);
    }
    return (float) (k * 0.6931471805599453 + reducedLog1p(withoutExponent(u, k) - 1.0));
  }

  // </function>

  // <function circle needs="">
  /** 1.5 * 2<sup>52</sup>: adding it rounds to a whole number, which the low bits then hold. */
  private static final double DOUBLE_ROUNDER = 6755399441055744.0;

  /**
   * π/2 in two parts: the first has 33 bits, so that its multiples below 2<sup>20</sup> are exact.
   */
  private static final double HALF_PI_HIGH = 1.5707963267341256;

  private static final double HALF_PI_LOW = 6.077100506506192e-11;

  private static final double TWO_OVER_PI = 0.6366197723675814;

  /** From here on the reduction in two parts would lose bits. */
  private static final float LARGE_ANGLE = 1e6f;

  /** sin(x + turns π/2) for |x| &lt; 10<sup>6</sup>: a quarter turn chooses polynomial and sign. */
  private static double sinAfter(double x, int turns) {
    double shifted = x * TWO_OVER_PI + DOUBLE_ROUNDER;
    double n = shifted - DOUBLE_ROUNDER;
    double r = (x - n * HALF_PI_HIGH) - n * HALF_PI_LOW;
    int quarter = (int) Double.doubleToRawLongBits(shifted) + turns;
    double y = (quarter & 1) == 0 ? reducedSin(r) : reducedCos(r * r);
    return (quarter & 2) == 0 ? y : -y;
  }

  /** sin(r) for |r| ≤ π/4, to 2<sup>-37</sup>. */
  private static double reducedSin(double r) {
    double y = r * r;
    double p0 = -0.16666666641607072 + y * 0.00833332938359094;
    double p2 = -0.0001983933408562089 + y * 2.7183042517003575e-6;
    return r + r * (y * (p0 + (y * y) * p2));
  }

  /** cos(√y) for y ≤ π²/16, to 2<sup>-34</sup>. */
  private static double reducedCos(double y) {
    double p0 = -0.4999999972488985 + y * 0.04166662332852986;
    double p2 = -0.0013886762951360358 + y * 2.4390369340499714e-5;
    return 1.0 + y * (p0 + (y * y) * p2);
  }

  // </function>

  // <function sin needs="circle">
  /**
   * The sine, in double: reduced to |r| ≤ π/4 by Cody and Waite, then a polynomial; from |x| =
   * 10<sup>6</sup> on by {@link StrictMath#sin}, which knows π to enough digits. At most 0.51 ulp.
   *
   * <p>sin(±0) = ±0; NaN for NaN and ±∞.
   */
  static float sin(float x) {
    if (Math.abs(x) < LARGE_ANGLE) {
      return x == 0f ? x : (float) sinAfter(x, 0);
    }
    return (float) StrictMath.sin(x);
  }

  // </function>

  // <function cos needs="circle">
  /**
   * The cosine: as {@code sin}, a quarter turn on. At most 0.51 ulp.
   *
   * <p>cos(±0) = 1; NaN for NaN and ±∞.
   */
  static float cos(float x) {
    return Math.abs(x) < LARGE_ANGLE ? (float) sinAfter(x, 1) : (float) StrictMath.cos(x);
  }

  // </function>

  // <function pow needs="">
  /**
   * x<sup>y</sup> by {@link StrictMath#pow}, whose bits are the same everywhere, rounded to float:
   * at most 0.501 ulp. The special cases are those of {@link Math#pow}.
   */
  static float pow(float x, float y) {
    return (float) StrictMath.pow(x, y);
  }

  // </function>

  // <function choose needs="">
  /**
   * {@code condition ? a : b}, without a branch: where relu's mask cuts, no processor foretells,
   * and each wrong guess costs as much as twenty numbers.
   */
  static float choose(boolean condition, float a, float b) {
    int mask = condition ? -1 : 0;
    return Float.intBitsToFloat(
        (Float.floatToRawIntBits(a) & mask) | (Float.floatToRawIntBits(b) & ~mask));
  }

  // </function>
}
