package dev.layerc.equation;

/**
 * The text of an expression with what decides on brackets around it.
 *
 * @param level how tightly its outermost operator binds
 * @param openTo the least tight prefix (reducer, sign, {@code ?:}) whose operand ends the text: an
 *     operator that binds tighter, written after the text, would be drawn into that operand. {@code
 *     sum[i] x[i]} followed by {@code * y} reads as {@code sum[i] (x[i] * y)}.
 */
record ExprText(String text, Level level, Level openTo) {

  /** How tightly operators bind, from the loosest. */
  enum Level {
    SELECT,
    OR,
    AND,
    COMPARISON,
    SUM,
    REDUCER,
    PRODUCT,
    SIGN,
    POWER,
    PRIMARY;

    boolean isTighterThan(Level other) {
      return compareTo(other) > 0;
    }

    boolean isAtLeast(Level other) {
      return compareTo(other) >= 0;
    }
  }

  static ExprText primary(String text) {
    return new ExprText(text, Level.PRIMARY, Level.PRIMARY);
  }

  /** A binary operation, whose text ends as its right operand ends. */
  static ExprText operation(String text, Level level, ExprText right, boolean bracketed) {
    return new ExprText(text, level, bracketed ? Level.PRIMARY : right.openTo);
  }

  /** The text as the left operand of an operator of which several may follow one another. */
  String asLeft(Level operator) {
    return bracketedUnless(level.isAtLeast(operator) && openTo.isAtLeast(operator));
  }

  /** The text as an operand that must bind tighter than the operator, to the left of it. */
  String asTighterLeft(Level operator) {
    return bracketedUnless(level.isTighterThan(operator) && openTo.isAtLeast(operator));
  }

  String bracketedUnless(boolean bare) {
    return bare ? text : "(" + text + ")";
  }

  boolean isPrefix() {
    return level == Level.REDUCER || level == Level.SIGN;
  }
}
