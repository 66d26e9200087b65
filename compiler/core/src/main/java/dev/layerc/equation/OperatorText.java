package dev.layerc.equation;

import dev.layerc.equation.ExprText.Level;
import java.util.Locale;

/** How operators are written. */
final class OperatorText {
  private OperatorText() {}

  /**
   * True for what is written as a call. {@code /} means the flooring quotient in whole arithmetic
   * alone; elsewhere it is written {@code floor(a / b)}.
   */
  static boolean isFunction(Operator operator, boolean whole) {
    return operator == Operator.FLOOR_DIVIDE ? !whole : symbol(operator).isEmpty();
  }

  static String function(Operator operator) {
    return operator == Operator.FLOOR_DIVIDE ? "floor" : operator.name().toLowerCase(Locale.ROOT);
  }

  /** The sign between or before the operands; empty for functions. */
  static String symbol(Operator operator) {
    return switch (operator) {
      case ADD -> "+";
      case SUBTRACT, NEGATE -> "-";
      case MULTIPLY -> "*";
      case DIVIDE, FLOOR_DIVIDE -> "/";
      case FLOOR_MODULO -> "%";
      case POWER -> "^";
      case LESS -> "<";
      case LESS_OR_EQUAL -> "<=";
      case GREATER -> ">";
      case GREATER_OR_EQUAL -> ">=";
      case EQUAL -> "==";
      case NOT_EQUAL -> "!=";
      case AND -> "&&";
      case OR -> "||";
      case NOT -> "!";
      default -> "";
    };
  }

  static Level level(Operator operator) {
    return switch (operator) {
      case ADD, SUBTRACT -> Level.SUM;
      case MULTIPLY, DIVIDE, FLOOR_DIVIDE, FLOOR_MODULO -> Level.PRODUCT;
      case POWER -> Level.POWER;
      case NEGATE, NOT -> Level.SIGN;
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL -> Level.COMPARISON;
      case AND -> Level.AND;
      case OR -> Level.OR;
      default -> Level.PRIMARY;
    };
  }
}
