package dev.layerc.emit.template;

/**
 * What the float functions should give, as doubles that err by less than 10<sup>-6</sup> of a
 * float's last place. Seven of eight floats are so small or so large that the first terms of a
 * series, or a limit, are enough there; only so can a test go over all floats.
 */
final class ExactFunctions {
  private static final double LN2 = 0.6931471805599453;
  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;

  private ExactFunctions() {}

  /** Up to 2<sup>-30</sup>, what 1 + x leaves off is below 2<sup>-61</sup>. */
  static double exp(double x) {
    if (Math.abs(x) < 0x1p-30) {
      return 1.0 + x;
    }
    return isBeyondExp(x) ? x < 0.0 ? 0.0 : Double.POSITIVE_INFINITY : Math.exp(x);
  }

  /** 120: e<sup>-120</sup> is 10<sup>-7</sup> of the least float, e<sup>120</sup> beyond any. */
  private static boolean isBeyondExp(double x) {
    return Math.abs(x) > 120.0;
  }

  /** The next term is x³ / 48. */
  static double sigmoid(double x) {
    if (Math.abs(x) < 0x1p-20) {
      return 0.5 + 0.25 * x;
    }
    return isBeyondExp(x) ? x < 0.0 ? 0.0 : 1.0 : DoubleMath.sigmoid(x);
  }

  /** The next term is 2x⁵ / 15; 1 - tanh(20) is 10<sup>-17</sup>. */
  static double tanh(double x) {
    if (Math.abs(x) < 0x1p-12) {
      return x * (1.0 - x * x / 3.0);
    }
    return Math.abs(x) > 20.0 ? Math.copySign(1.0, x) : Math.tanh(x);
  }

  /** The next term is x⁴ / 192. */
  static double softplus(double x) {
    if (Math.abs(x) < 0x1p-12) {
      return LN2 + x * (0.5 + 0.125 * x);
    }
    return isBeyondExp(x) ? x < 0.0 ? 0.0 : x : DoubleMath.softplus(x);
  }

  /** The next term is x⁵ / 10 of the first; 1 - erf(6) is 10<sup>-17</sup>. */
  static double erf(double x) {
    if (Math.abs(x) < 0x1p-12) {
      return TWO_OVER_SQRT_PI * x * (1.0 - x * x / 3.0);
    }
    return Math.abs(x) > 6.0 ? Math.copySign(1.0, x) : DoubleMath.erf(x);
  }

  static double log(double x) {
    return Math.log(x);
  }

  /** The next terms are x³ / 3 and 1 / x. */
  static double log1p(double x) {
    if (Math.abs(x) < 0x1p-24) {
      return x - 0.5 * x * x;
    }
    return x > 0x1p40 ? Math.log(x) : Math.log1p(x);
  }

  /** The next term is x⁵ / 120. */
  static double sin(double x) {
    return Math.abs(x) < 0x1p-12 ? x * (1.0 - x * x / 6.0) : Math.sin(x);
  }

  /** The next term is x⁴ / 24. */
  static double cos(double x) {
    return Math.abs(x) < 0x1p-12 ? 1.0 - 0.5 * x * x : Math.cos(x);
  }
}
