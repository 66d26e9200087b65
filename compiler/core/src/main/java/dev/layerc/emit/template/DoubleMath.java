package dev.layerc.emit.template;

/**
 * Elementary functions over double whose results are the same bits on every machine, JDK and
 * compiler tier.
 *
 * <p>This is a template, read as {@link FloatMath} is. What {@link StrictMath} has, and to less
 * than 1 ulp, is taken from there: it is specified to be fdlibm, bit for bit. The last bits of
 * {@link Math} are free.
 */
final class DoubleMath {
  private DoubleMath() {}

  // <function exp needs="">
  /** e<sup>x</sup>. Less than 1 ulp (fdlibm). */
  static double exp(double x) {
    return StrictMath.exp(x);
  }

  // </function>

  // <function log needs="">
  /** The natural logarithm. Less than 1 ulp (fdlibm). */
  static double log(double x) {
    return StrictMath.log(x);
  }

  // </function>

  // <function log1p needs="">
  /** log(1 + x). Less than 1 ulp (fdlibm). */
  static double log1p(double x) {
    return StrictMath.log1p(x);
  }

  // </function>

  // <function sin needs="">
  /** The sine. Less than 1 ulp (fdlibm). */
  static double sin(double x) {
    return StrictMath.sin(x);
  }

  // </function>

  // <function cos needs="">
  /** The cosine. Less than 1 ulp (fdlibm). */
  static double cos(double x) {
    return StrictMath.cos(x);
  }

  // </function>

  // <function tanh needs="">
  /**
   * The hyperbolic tangent: x + x³ P(x²) for |x| &lt; 0.55, elsewhere 1 - 2 / (e<sup>2|x|</sup> +
   * 1) with the sign of x. At most 1.42 ulp on 10<sup>7</sup> points, where fdlibm's errs by 2.1.
   *
   * <p>tanh(±0) = ±0, tanh(±∞) = ±1, NaN stays NaN.
   */
  static double tanh(double x) {
    double a = Math.abs(x);
    double t = a < 0.55 ? smallTanh(a) : 1.0 - 2.0 / (StrictMath.exp(a + a) + 1.0);
    return Math.copySign(t, x);
  }

  /** a + a³ P(a²) for 0 ≤ a &lt; 0.55. */
  private static double smallTanh(double a) {
    double y = a * a;
    double p = -1.949474116073225e-5;
    p = p * y + 8.33165337206251e-5;
    p = p * y - 0.0002333816249267728;
    p = p * y + 0.0005884445093179893;
    p = p * y - 0.0014555428512420844;
    p = p * y + 0.003592092031254988;
    p = p * y - 0.008863232601516235;
    p = p * y + 0.02186948838585968;
    p = p * y - 0.05396825396376069;
    p = p * y + 0.13333333333326622;
    p = p * y - 0.333333333333333;
    return a + a * (y * p);
  }

  // </function>

  // <function pow needs="">
  /** x<sup>y</sup>. Less than 0.7 ulp (fdlibm). */
  static double pow(double x, double y) {
    return StrictMath.pow(x, y);
  }

  // </function>

  // <function sigmoid needs="">
  /**
   * 1 / (1 + e) for x ≥ 0 and e / (1 + e) below, where e = e<sup>-|x|</sup>. At most 1.37 ulp on
   * 10<sup>7</sup> points: what rounding took from e and from the sum is put back to first order.
   * With fdlibm's e, whose error of 0.9 ulp can count twice where the quotient is of a smaller
   * binade, it would be 1.9 ulp.
   *
   * <p>sigmoid(-∞) = 0, sigmoid(∞) = 1, NaN stays NaN; gradual underflow.
   */
  static double sigmoid(double x) {
    if (x < -40.0) {
      return StrictMath.exp(x);
    }
    double c = x > 40.0 ? -40.0 : -Math.abs(x);
    double n = Math.rint(c * 1.4426950408889634);
    double q = reducedExpm1(c - n * 0.6931471803691238, n * 1.9082149292705877e-10);
    double p = 1.0 + q;
    double power = Double.longBitsToDouble((long) (n + 1023.0) << 52);
    double e = p * power;
    double eLost = (q - (p - 1.0)) * power;
    double sum = 1.0 + e;
    double sumLost = (e - (sum - 1.0)) + eLost;
    double quotient = (x < 0.0 ? e : 1.0) / sum;
    return quotient + ((x < 0.0 ? eLost : 0.0) - quotient * sumLost) / sum;
  }

  /** e<sup>r</sup> - 1 for r = high - low, |r| ≤ ln 2 / 2: the rational function of fdlibm. */
  private static double reducedExpm1(double high, double low) {
    double r = high - low;
    double y = r * r;
    double p = 4.1381367970572385e-8;
    p = p * y - 1.6533902205465252e-6;
    p = p * y + 6.613756321437934e-5;
    p = p * y - 2.7777777777015593e-3;
    p = p * y + 0.16666666666666602;
    double c = r - y * p;
    return high - (low - r * c / (2.0 - c));
  }

  // </function>

  // <function softplus needs="">
  /**
   * log(1 + e<sup>x</sup>) = max(x, 0) + log1p(e<sup>-|x|</sup>). At most 1.56 ulp on
   * 10<sup>7</sup> points.
   *
   * <p>softplus(-∞) = 0, softplus(∞) = ∞, NaN stays NaN; never negative, gradual underflow.
   */
  static double softplus(double x) {
    return (x > 0.0 ? x : 0.0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  // </function>

  // <function erf needs="">
  /**
   * The error function 2/√π ∫₀ˣ e<sup>-t²</sup> dt: x + x P(x²) for |x| &lt; 1, elsewhere 1 -
   * e<sup>-Q(|x|)</sup> with the sign of x, Q fitted to -log(erfc) on [1, 2.25] and on [2.25, 6]
   * (Remez in 40 digits). At most 1.21 ulp on 10<sup>7</sup> points.
   *
   * <p>erf(±0) = ±0, erf(±∞) = ±1, NaN stays NaN.
   */
  static double erf(double x) {
    double a = Math.abs(x);
    if (a < 1.0) {
      return x + x * nearErf(x * x);
    }
    double q = a < 2.25 ? middleErfc(a - 1.625) : farErfc((a > 6.0 ? 6.0 : a) - 4.0);
    double t = 1.0 - StrictMath.exp(-q);
    return x < 0.0 ? -t : t;
  }

  /** erf(√y) / √y - 1 for y ≤ 1. */
  private static double nearErf(double y) {
    double p = 5.945228176984277e-11;
    p = p * y - 1.1365645182315817e-9;
    p = p * y + 1.465787421209357e-8;
    p = p * y - 1.6350024345998977e-7;
    p = p * y + 1.6460972730447426e-6;
    p = p * y - 1.4925593501243258e-5;
    p = p * y + 0.00012055331036653976;
    p = p * y - 0.000854832697873517;
    p = p * y + 0.005223977624780739;
    p = p * y - 0.026866170645072882;
    p = p * y + 0.11283791670954857;
    p = p * y - 0.3761263890318375;
    return p * y + 0.1283791670955126;
  }

  /** -log(erfc(1.625 + t)). */
  private static double middleErfc(double t) {
    double p = -1.8059894820839273e-9;
    p = p * t - 1.152955884687754e-9;
    p = p * t + 2.7816204851838424e-8;
    p = p * t - 1.5112579413500384e-7;
    p = p * t + 5.82393646731536e-7;
    p = p * t - 1.5008449626170855e-6;
    p = p * t + 4.967342364069668e-7;
    p = p * t + 2.396398654326371e-5;
    p = p * t - 0.00019549045196475817;
    p = p * t + 0.0011028409204163945;
    p = p * t - 0.005270029325022123;
    p = p * t + 0.023008967325796735;
    p = p * t + 0.9017850296579134;
    p = p * t + 3.7331259590726167;
    return p * t + 3.8370887037779426;
  }

  /** -log(erfc(4 + t)). */
  private static double farErfc(double t) {
    double p = -9.076961220765347e-9;
    p = p * t + 4.402397691689718e-8;
    p = p * t - 2.6814761449705455e-7;
    p = p * t + 2.2962971226847527e-6;
    p = p * t - 1.3893637709565798e-5;
    p = p * t + 9.12578241280415e-5;
    p = p * t - 0.0005820230818066847;
    p = p * t + 0.0037931744591286507;
    p = p * t + 0.9734445871762333;
    p = p * t + 8.236376890460894;
    return p * t + 17.987778311814367;
  }

  // </function>

  // <function choose needs="">
  /**
   * {@code condition ? a : b}, without a branch: where relu's mask cuts, no processor foretells,
   * and each wrong guess costs as much as twenty numbers.
   */
  static double choose(boolean condition, double a, double b) {
    long mask = condition ? -1 : 0;
    return Double.longBitsToDouble(
        (Double.doubleToRawLongBits(a) & mask) | (Double.doubleToRawLongBits(b) & ~mask));
  }

  // </function>
}
