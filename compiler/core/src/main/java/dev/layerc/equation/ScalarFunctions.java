package dev.layerc.equation;

/**
 * What each operator computes, in double. Truth values are 1 and 0.
 *
 * <p>{@code MIN} and {@code MAX} are Java's: a NaN on either side is the result, and -0 is less
 * than 0. {@code SIGN} of NaN is NaN.
 */
public final class ScalarFunctions {
  private ScalarFunctions() {}

  /** The value of a one-operand operator. */
  public static double apply(Operator operator, double x) {
    return switch (operator) {
      case NEGATE -> -x;
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case LOG1P -> Math.log1p(x);
      case SQRT -> Math.sqrt(x);
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> sigmoid(x);
      case SOFTPLUS -> softplus(x);
      case ERF -> ErrorFunction.erf(x);
      case FLOOR -> Math.floor(x);
      case STOP -> x;
      case NOT -> truth(x == 0);
      default -> throw new IllegalArgumentException(operator + " of one operand");
    };
  }

  /** The value of a two-operand operator. */
  public static double apply(Operator operator, double x, double y) {
    return switch (operator) {
      case ADD -> x + y;
      case SUBTRACT -> x - y;
      case MULTIPLY -> x * y;
      case DIVIDE -> x / y;
      case POWER -> Math.pow(x, y);
      case MIN -> Math.min(x, y);
      case MAX -> Math.max(x, y);
      case FLOOR_DIVIDE -> Math.floorDiv(whole(x), whole(y));
      case FLOOR_MODULO -> Math.floorMod(whole(x), whole(y));
      case LESS -> truth(x < y);
      case LESS_OR_EQUAL -> truth(x <= y);
      case GREATER -> truth(x > y);
      case GREATER_OR_EQUAL -> truth(x >= y);
      case EQUAL -> truth(x == y);
      case NOT_EQUAL -> truth(x != y);
      case AND -> truth(x != 0 && y != 0);
      case OR -> truth(x != 0 || y != 0);
      default -> throw new IllegalArgumentException(operator + " of two operands");
    };
  }

  /** 1 / (1 + exp(-x)), with the exponential of a number that is never positive. */
  private static double sigmoid(double x) {
    double e = Math.exp(-Math.abs(x));
    return x < 0 ? e / (1 + e) : 1 / (1 + e);
  }

  /** log(1 + exp(x)); for large x it is x itself. */
  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /** The number as a whole one; a fraction here is a fault of whoever built the expression. */
  static long whole(double x) {
    long whole = (long) x;
    if (whole != x) {
      throw new IllegalStateException(x + " where a whole number is needed");
    }
    return whole;
  }

  private static double truth(boolean condition) {
    return condition ? 1 : 0;
  }
}
