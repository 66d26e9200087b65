package dev.layerc.elaborate;

import dev.layerc.equation.Operator;

/** The operators over constants; NaN where a constant result cannot be had. */
final class ConstantArithmetic {
  private ConstantArithmetic() {}

  static double unary(Operator operator, double x) {
    return switch (operator) {
      case NEGATE -> x == 0 ? 0 : -x;
      case EXP -> StrictMath.exp(x);
      case LOG -> StrictMath.log(x);
      case LOG1P -> StrictMath.log1p(x);
      case SQRT -> StrictMath.sqrt(x);
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case SIN -> StrictMath.sin(x);
      case COS -> StrictMath.cos(x);
      case TANH -> StrictMath.tanh(x);
      case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
      case SOFTPLUS -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
      case FLOOR -> Math.floor(x);
      case STOP -> x;
      case NOT -> x == 0 ? 1 : 0;
      default -> Double.NaN;
    };
  }

  static double binary(Operator operator, double a, double b) {
    return switch (operator) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case POWER -> StrictMath.pow(a, b);
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case FLOOR_DIVIDE -> Math.floor(a / b);
      case FLOOR_MODULO -> a - b * Math.floor(a / b);
      default -> compare(operator, a, b);
    };
  }

  private static double compare(Operator operator, double a, double b) {
    return switch (operator) {
      case LESS -> truth(a < b);
      case LESS_OR_EQUAL -> truth(a <= b);
      case GREATER -> truth(a > b);
      case GREATER_OR_EQUAL -> truth(a >= b);
      case EQUAL -> truth(a == b);
      case NOT_EQUAL -> truth(a != b);
      case AND -> truth(a != 0 && b != 0);
      case OR -> truth(a != 0 || b != 0);
      default -> Double.NaN;
    };
  }

  private static double truth(boolean value) {
    return value ? 1 : 0;
  }
}
