package dev.layerc.emit.template;

/**
 * Powers of doubles, the same bits on every machine. {@code StrictMath} has them too, but the one
 * of JDK 17 allocates in every call; a step of training asks for whole powers of decays, {@code
 * 0.999^step}.
 */
final class Power {
  /** Splits a double in two of 26 bits. */
  private static final double SPLITTER = 0x1.0p27 + 1;

  /** Squares of these never overflow, nor does what splits them. */
  private static final double LARGEST_BASE = 1;

  private static final double LARGEST_EXPONENT = 0x1.0p52;

  private Power() {}

  /**
   * x<sup>y</sup>; where y is whole and not negative, and x between -1 and 1, by squaring, within
   * 0.51 ulp of the exact power down to 1e-290.
   */
  static double pow(double x, double y) {
    boolean bySquaring =
        x != 0
            && Math.abs(x) <= LARGEST_BASE
            && y >= 0
            && y <= LARGEST_EXPONENT
            && y == Math.rint(y);
    return bySquaring ? whole(x, (long) y) : StrictMath.pow(x, y);
  }

  /** Each number is the sum of two doubles, of which the second has the first one's rounding. */
  private static double whole(double x, long exponent) {
    double power = 1;
    double powerLow = 0;
    double square = x;
    double squareLow = 0;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        double product = power * square;
        powerLow = productLow(power, square, product) + (power * squareLow + powerLow * square);
        power = product + powerLow;
        powerLow -= power - product;
      }
      double product = square * square;
      squareLow = productLow(square, square, product) + 2 * square * squareLow;
      square = product + squareLow;
      squareLow -= square - product;
    }
    return power;
  }

  /** What rounding left off the product of a and b (Dekker 1971). */
  private static double productLow(double a, double b, double product) {
    double a1 = high(a);
    double b1 = high(b);
    double a2 = a - a1;
    double b2 = b - b1;
    return ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2;
  }

  private static double high(double a) {
    double c = SPLITTER * a;
    return c - (c - a);
  }
}
