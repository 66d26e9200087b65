package dev.layerc.schedule;

import dev.layerc.equation.Expr;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Reducer;

/** The kind of number that an expression yields. */
enum Kind {
  REAL,
  WHOLE,
  CONDITION;

  static Kind of(Expr expr) {
    if (expr instanceof Expr.IndexValue) {
      return WHOLE;
    }
    if (expr instanceof Expr.Literal) {
      // A whole constant takes the kind of its surroundings; see isNeutral.
      return REAL;
    }
    if (expr instanceof Expr.Training) {
      return CONDITION;
    }
    if (expr instanceof Expr.Read read) {
      return read.tensor().isReal() ? REAL : WHOLE;
    }
    if (expr instanceof Expr.Reduce reduce) {
      boolean place = reduce.reducer() == Reducer.ARGMAX || reduce.reducer() == Reducer.ARGMIN;
      return place ? WHOLE : of(reduce.body());
    }
    if (expr instanceof Expr.Select select) {
      return common(select.whenTrue(), select.whenFalse());
    }
    return expr instanceof Expr.Apply apply ? ofApply(apply) : REAL;
  }

  /** True for a constant that can stand for a whole number. */
  static boolean isNeutral(Expr expr) {
    return expr instanceof Expr.Literal literal
        && literal.value() == Math.rint(literal.value())
        && Math.abs(literal.value()) <= Integer.MAX_VALUE;
  }

  /** WHOLE where both sides are whole or neutral, and one at least is whole. */
  static Kind common(Expr left, Expr right) {
    Kind a = of(left);
    Kind b = of(right);
    if (a == CONDITION || b == CONDITION) {
      return CONDITION;
    }
    boolean whole =
        (a == WHOLE || isNeutral(left))
            && (b == WHOLE || isNeutral(right))
            && (a == WHOLE || b == WHOLE);
    return whole ? WHOLE : REAL;
  }

  private static Kind ofApply(Expr.Apply apply) {
    Operator operator = apply.operator();
    if (operator.isCondition()) {
      return CONDITION;
    }
    return switch (operator) {
      case FLOOR_DIVIDE, FLOOR_MODULO -> WHOLE;
      case ADD, SUBTRACT, MULTIPLY, MIN, MAX ->
          common(apply.operands().get(0), apply.operands().get(1));
      case NEGATE, STOP -> of(apply.operands().get(0));
      default -> REAL;
    };
  }
}
