package dev.layerc.schedule;

import dev.layerc.equation.Expr;
import dev.layerc.loop.Code;
import dev.layerc.loop.Value;

/** Conditions; those over constants alone are not decided here but by {@link Truths}. */
final class LowerCondition {
  private LowerCondition() {}

  static Value of(Expr expr, LowerExpression lower) {
    if (expr instanceof Expr.Apply apply && apply.operator().isCondition()) {
      return ofApply(apply, lower);
    }
    if (expr instanceof Expr.Select select) {
      return lower.choice(select, branch -> of(branch, lower));
    }
    // A number as a condition: true where it is not 0.
    return new Value.Operation(Code.NOT_EQUAL, lower.real(expr), new Value.Real(0));
  }

  private static Value ofApply(Expr.Apply apply, LowerExpression lower) {
    Code code = Codes.condition(apply.operator());
    Expr left = apply.operands().get(0);
    if (code == Code.NOT) {
      return Truths.not(of(left, lower));
    }
    Expr right = apply.operands().get(1);
    if (code == Code.AND) {
      return Truths.and(of(left, lower), of(right, lower));
    }
    if (code == Code.OR) {
      return Truths.or(of(left, lower), of(right, lower));
    }
    if (Kind.common(left, right) == Kind.CONDITION) {
      return new Value.Operation(code, of(left, lower), of(right, lower));
    }
    boolean whole =
        Kind.common(left, right) == Kind.WHOLE || (Kind.isNeutral(left) && Kind.isNeutral(right));
    return whole
        ? Truths.compare(code, lower.whole(left), lower.whole(right))
        : new Value.Operation(code, lower.real(left), lower.real(right));
  }
}
