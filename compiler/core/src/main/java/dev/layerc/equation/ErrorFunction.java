package dev.layerc.equation;

/**
 * The error function of Gauss in double precision, by the rational approximations of W. J. Cody
 * (Rational Chebyshev approximations for the error function, Mathematics of Computation 23, 1969):
 * erf by a quotient of polynomials in x² up to 0.46875, beyond it 1 - erfc(x) with erfc(x) =
 * exp(-x²) times a quotient in x, and from 4 on in 1/x².
 *
 * <p>In each table the highest power comes first; the denominators are monic, and their leading 1
 * is not listed.
 */
public final class ErrorFunction {
  private static final double[] NEAR_NUMERATOR = {
    0.18577770618460315,
    3.1611237438705655,
    113.86415415105016,
    377.485237685302,
    3209.3775891384694
  };
  private static final double[] NEAR_DENOMINATOR = {
    23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171
  };
  private static final double[] MIDDLE_NUMERATOR = {
    2.1531153547440383e-08, 0.5641884969886701, 8.883149794388377,
    66.11919063714163, 298.6351381974001, 881.952221241769,
    1712.0476126340707, 2051.0783778260716, 1230.3393547979972
  };
  private static final double[] MIDDLE_DENOMINATOR = {
    15.744926110709835, 117.6939508913125, 537.1811018620099,
    1621.3895745666903, 3290.7992357334597, 4362.619090143247,
    3439.3676741437216, 1230.3393548037495
  };
  private static final double[] FAR_NUMERATOR = {
    0.016315387137302097, 0.30532663496123236, 0.36034489994980445,
    0.12578172611122926, 0.016083785148742275, 0.0006587491615298378
  };
  private static final double[] FAR_DENOMINATOR = {
    2.568520192289822,
    1.8729528499234673,
    0.5279051029514285,
    0.06051834131244132,
    0.0023352049762686918
  };

  /** 1/sqrt(pi). */
  private static final double INVERSE_ROOT_PI = 0.5641895835477563;

  /** From here on erf is 1 to the last bit. */
  private static final double ONE_FROM = 6;

  private ErrorFunction() {}

  /** erf(x) = 2/sqrt(pi) times the integral of exp(-t²) from 0 to x. */
  public static double erf(double x) {
    double size = Math.abs(x);
    if (Double.isNaN(x) || x == 0) {
      return x;
    }
    if (size <= 0.46875) {
      double square = size * size;
      return x * polynomial(0, NEAR_NUMERATOR, square) / polynomial(1, NEAR_DENOMINATOR, square);
    }
    if (size >= ONE_FROM) {
      return Math.signum(x);
    }
    double far = size <= 4 ? middleComplement(size) : farComplement(size);
    // 0.5 - far is exact where far is near a half, so that no bit is lost in the middle.
    return Math.copySign((0.5 - far) + 0.5, x);
  }

  private static double middleComplement(double size) {
    double quotient =
        polynomial(0, MIDDLE_NUMERATOR, size) / polynomial(1, MIDDLE_DENOMINATOR, size);
    return expOfMinusSquare(size) * quotient;
  }

  private static double farComplement(double size) {
    double inverse = 1 / (size * size);
    double quotient =
        inverse * polynomial(0, FAR_NUMERATOR, inverse) / polynomial(1, FAR_DENOMINATOR, inverse);
    return expOfMinusSquare(size) * (INVERSE_ROOT_PI - quotient) / size;
  }

  /** exp(-x²) with x² split in two, because the rounding error of x² would be magnified. */
  private static double expOfMinusSquare(double size) {
    double head = Math.floor(size * 16) / 16;
    double tail = (size - head) * (size + head);
    return Math.exp(-head * head) * Math.exp(-tail);
  }

  private static double polynomial(double leading, double[] coefficients, double x) {
    double sum = leading;
    for (double coefficient : coefficients) {
      sum = sum * x + coefficient;
    }
    return sum;
  }
}
