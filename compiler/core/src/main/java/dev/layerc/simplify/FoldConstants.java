package dev.layerc.simplify;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.Literal;
import dev.layerc.equation.Expr.Select;
import dev.layerc.equation.Operator;
import java.util.List;
import java.util.Optional;

/**
 * Computes what is constant and drops what does nothing (S5).
 *
 * <pre>
 *   e * 1, e + 0, e / 1             →  e
 *   2 + 3                           →  5
 *   1 ? p : q                       →  p
 *   c ? -p : 0                      →  -(c ? p : 0)
 *   c ? (d ? p : 0) : 0             →  c &amp;&amp; d ? p : 0
 *   c ? (c ? p : q) : r             →  c ? p : r
 *   x ^ 2, x ^ 0.5                  →  x * x (x a read), sqrt(x)
 * </pre>
 */
final class FoldConstants implements Rewrite {
  @Override
  public Draft apply(Draft draft) {
    return Rewrite.everywhere(draft, FoldConstants::fold);
  }

  static Optional<Expr> fold(Expr expr) {
    Expr folded = expr;
    if (expr instanceof Apply apply) {
      folded = foldApply(apply);
    } else if (expr instanceof Select select) {
      folded = foldSelect(select);
    }
    return folded.equals(expr) ? Optional.empty() : Optional.of(folded);
  }

  private static Expr foldApply(Apply apply) {
    Expr a = apply.operands().get(0);
    Expr b = apply.operands().get(apply.operands().size() - 1);
    return switch (apply.operator()) {
      case ADD -> Arithmetic.add(a, b);
      case SUBTRACT -> Arithmetic.subtract(a, b);
      case MULTIPLY -> Arithmetic.multiply(a, b);
      case DIVIDE -> Arithmetic.divide(a, b);
      case NEGATE -> Arithmetic.negate(a);
      case NOT -> Arithmetic.not(a);
      case AND -> Arithmetic.and(a, b);
      case OR -> foldOr(apply, a, b);
      case POWER -> foldPower(apply, a, b);
      case EXP, LOG, LOG1P, SQRT, TANH, SIN, COS -> foldFunction(apply, a);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL ->
          foldComparison(apply, a, b);
      default -> apply;
    };
  }

  private static Expr foldSelect(Select select) {
    Expr condition = select.condition();
    Expr whenTrue = select.whenTrue();
    if (whenTrue instanceof Select inner && inner.condition().equals(condition)) {
      return Arithmetic.select(condition, inner.whenTrue(), select.whenFalse());
    }
    if (Arithmetic.isZero(select.whenFalse())) {
      if (whenTrue instanceof Select inner && Arithmetic.isZero(inner.whenFalse())) {
        Expr both = Arithmetic.and(condition, inner.condition());
        return Arithmetic.select(both, inner.whenTrue(), Arithmetic.ZERO);
      }
      if (isNegative(whenTrue)) {
        return Arithmetic.negate(
            Arithmetic.select(condition, Arithmetic.negate(whenTrue), Arithmetic.ZERO));
      }
    }
    return Arithmetic.select(condition, whenTrue, select.whenFalse());
  }

  private static boolean isNegative(Expr expr) {
    return expr instanceof Literal literal && literal.value() < 0
        || expr instanceof Apply apply && apply.operator() == Operator.NEGATE;
  }

  private static Expr foldOr(Apply apply, Expr a, Expr b) {
    if (a instanceof Literal literal) {
      return literal.value() != 0 ? Arithmetic.ONE : b;
    }
    if (b instanceof Literal literal) {
      return literal.value() != 0 ? Arithmetic.ONE : a;
    }
    return apply;
  }

  private static Expr foldPower(Apply apply, Expr base, Expr exponent) {
    if (Arithmetic.isLiteral(exponent, 1)) {
      return base;
    }
    if (Arithmetic.isLiteral(exponent, 2) && base instanceof Expr.Read) {
      return Arithmetic.square(base);
    }
    if (Arithmetic.isLiteral(exponent, 0.5)) {
      return new Apply(Operator.SQRT, List.of(base));
    }
    if (base instanceof Literal x && exponent instanceof Literal y) {
      return finite(apply, Math.pow(x.value(), y.value()));
    }
    return apply;
  }

  private static Expr foldFunction(Apply apply, Expr operand) {
    if (!(operand instanceof Literal literal)) {
      return apply;
    }
    double x = literal.value();
    return finite(
        apply,
        switch (apply.operator()) {
          case EXP -> Math.exp(x);
          case LOG -> Math.log(x);
          case LOG1P -> Math.log1p(x);
          case SQRT -> Math.sqrt(x);
          case TANH -> Math.tanh(x);
          case SIN -> Math.sin(x);
          default -> Math.cos(x);
        });
  }

  private static Expr finite(Expr otherwise, double value) {
    return Double.isFinite(value) ? new Literal(value) : otherwise;
  }

  private static Expr foldComparison(Apply apply, Expr a, Expr b) {
    if (!(a instanceof Literal x) || !(b instanceof Literal y)) {
      return apply;
    }
    boolean holds =
        switch (apply.operator()) {
          case LESS -> x.value() < y.value();
          case LESS_OR_EQUAL -> x.value() <= y.value();
          case GREATER -> x.value() > y.value();
          case GREATER_OR_EQUAL -> x.value() >= y.value();
          case EQUAL -> x.value() == y.value();
          default -> x.value() != y.value();
        };
    return holds ? Arithmetic.ONE : Arithmetic.ZERO;
  }
}
