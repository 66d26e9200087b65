package dev.layerc.schedule;

import dev.layerc.equation.Operator;
import dev.layerc.loop.Code;

/** Which operation of scheduled code an operator of equations is. */
final class Codes {
  private Codes() {}

  /** Over real numbers. */
  static Code real(Operator operator) {
    return switch (operator) {
      case ADD -> Code.ADD;
      case SUBTRACT -> Code.SUBTRACT;
      case MULTIPLY -> Code.MULTIPLY;
      case DIVIDE -> Code.DIVIDE;
      case POWER -> Code.POWER;
      case NEGATE -> Code.NEGATE;
      case MIN -> Code.MIN;
      case MAX -> Code.MAX;
      case EXP -> Code.EXP;
      case LOG -> Code.LOG;
      case LOG1P -> Code.LOG1P;
      case SQRT -> Code.SQRT;
      case ABS -> Code.ABS;
      case SIGN -> Code.SIGN;
      case SIN -> Code.SIN;
      case COS -> Code.COS;
      case TANH -> Code.TANH;
      case SIGMOID -> Code.SIGMOID;
      case SOFTPLUS -> Code.SOFTPLUS;
      case ERF -> Code.ERF;
      case FLOOR -> Code.FLOOR;
      default -> throw new IllegalStateException(operator + " is not an operation on reals");
    };
  }

  /** Over whole numbers. */
  static Code whole(Operator operator) {
    return switch (operator) {
      case ADD -> Code.INT_ADD;
      case SUBTRACT -> Code.INT_SUBTRACT;
      case MULTIPLY -> Code.INT_MULTIPLY;
      case FLOOR_DIVIDE -> Code.INT_DIVIDE;
      case FLOOR_MODULO -> Code.INT_MODULO;
      case MIN -> Code.INT_MIN;
      case MAX -> Code.INT_MAX;
      case NEGATE -> Code.INT_NEGATE;
      default -> throw new IllegalStateException(operator + " is not an operation on wholes");
    };
  }

  /** A comparison or a connective. */
  static Code condition(Operator operator) {
    return switch (operator) {
      case LESS -> Code.LESS;
      case LESS_OR_EQUAL -> Code.LESS_OR_EQUAL;
      case GREATER -> Code.GREATER;
      case GREATER_OR_EQUAL -> Code.GREATER_OR_EQUAL;
      case EQUAL -> Code.EQUAL;
      case NOT_EQUAL -> Code.NOT_EQUAL;
      case AND -> Code.AND;
      case OR -> Code.OR;
      case NOT -> Code.NOT;
      default -> throw new IllegalStateException(operator + " is not a condition");
    };
  }
}
