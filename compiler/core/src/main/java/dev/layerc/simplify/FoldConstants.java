package dev.layerc.simplify;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.Literal;
import dev.layerc.equation.Expr.Select;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Interval;
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
 *   2 * (c ? p : 0)                 →  c ? 2 * p : 0
 *   c ? (d ? p : 0) : 0             →  c &amp;&amp; d ? p : 0
 *   c ? (c ? p : q) : (c ? r : s)   →  c ? p : s             at any depth
 *   sum[k where 1] e                →  sum[k] e
 *   i + 4 &lt; 4                       →  false               i an index, which is never negative
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
    } else if (expr instanceof Expr.Reduce reduce) {
      folded = foldReduce(reduce);
    }
    return folded.equals(expr) ? Optional.empty() : Optional.of(folded);
  }

  /** A guard that is decided goes, or the whole reduction with it. */
  private static Expr foldReduce(Expr.Reduce reduce) {
    if (!(reduce.where().orElse(null) instanceof Literal decided)) {
      return reduce;
    }
    if (decided.value() != 0) {
      return new Expr.Reduce(reduce.reducer(), reduce.indices(), reduce.body());
    }
    return switch (reduce.reducer()) {
      case SUM -> Arithmetic.ZERO;
      case PROD -> Arithmetic.ONE;
      case MAX, LSE -> new Literal(Double.NEGATIVE_INFINITY);
      case MIN -> new Literal(Double.POSITIVE_INFINITY);
      case ARGMAX, ARGMIN -> new Literal(-1);
      case MEAN -> reduce;
    };
  }

  private static Expr foldApply(Apply apply) {
    Expr a = apply.operands().get(0);
    Expr b = apply.operands().get(apply.operands().size() - 1);
    return switch (apply.operator()) {
      case ADD -> Arithmetic.add(a, b);
      case SUBTRACT -> Arithmetic.subtract(a, b);
      case MULTIPLY -> foldMultiply(a, b);
      case DIVIDE -> Arithmetic.divide(a, b);
      case NEGATE -> Arithmetic.negate(a);
      case NOT -> foldNot(apply, a);
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
    Expr whenTrue = knowing(ExprQueries.conjuncts(condition), select.whenTrue());
    Expr whenFalse = knowing(List.of(Arithmetic.not(condition)), select.whenFalse());
    if (Arithmetic.isZero(whenFalse)) {
      if (whenTrue instanceof Select inner && Arithmetic.isZero(inner.whenFalse())) {
        Expr both = Arithmetic.and(condition, inner.condition());
        return Arithmetic.select(both, inner.whenTrue(), Arithmetic.ZERO);
      }
      if (isNegative(whenTrue)) {
        return Arithmetic.negate(
            Arithmetic.select(condition, Arithmetic.negate(whenTrue), Arithmetic.ZERO));
      }
    }
    return Arithmetic.select(condition, whenTrue, whenFalse);
  }

  /** The expression where all of {@code known} holds. */
  private static Expr knowing(List<Expr> known, Expr expr) {
    return ExprRewriter.topDown(
        expr,
        node -> {
          if (!(node instanceof Select inner)) {
            return Optional.empty();
          }
          if (known.containsAll(ExprQueries.conjuncts(inner.condition()))) {
            return Optional.of(knowing(known, inner.whenTrue()));
          }
          return known.contains(Arithmetic.not(inner.condition()))
              ? Optional.of(knowing(known, inner.whenFalse()))
              : Optional.empty();
        });
  }

  private static boolean isNegative(Expr expr) {
    return (expr instanceof Literal literal && literal.value() < 0)
        || (expr instanceof Apply apply && apply.operator() == Operator.NEGATE);
  }

  private static Expr foldMultiply(Expr a, Expr b) {
    if (a instanceof Literal
        && b instanceof Select select
        && Arithmetic.isZero(select.whenFalse())) {
      return foldSelect(
          new Select(
              select.condition(), Arithmetic.multiply(a, select.whenTrue()), Arithmetic.ZERO));
    }
    return Arithmetic.multiply(a, b);
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
      return foldIndexComparison(apply);
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

  /** {@code i + 12 < 12} never holds, {@code i < 12} may always. */
  private static Expr foldIndexComparison(Apply apply) {
    Optional<Affine> left = Affine.of(apply.operands().get(0));
    Optional<Affine> right = Affine.of(apply.operands().get(1));
    if (left.isEmpty() || right.isEmpty()) {
      return apply;
    }
    Interval difference = left.get().minus(right.get()).range();
    Interval below = new Interval(Long.MIN_VALUE, -1);
    Interval zero = Interval.exactly(0);
    Interval above = new Interval(1, Long.MAX_VALUE);
    return switch (apply.operator()) {
      case LESS -> decide(apply, difference, List.of(below), List.of(zero, above));
      case LESS_OR_EQUAL -> decide(apply, difference, List.of(below, zero), List.of(above));
      case GREATER -> decide(apply, difference, List.of(above), List.of(below, zero));
      case GREATER_OR_EQUAL -> decide(apply, difference, List.of(above, zero), List.of(below));
      case EQUAL -> decide(apply, difference, List.of(zero), List.of(below, above));
      default -> decide(apply, difference, List.of(below, above), List.of(zero));
    };
  }

  private static Expr decide(
      Apply apply, Interval difference, List<Interval> holding, List<Interval> failing) {
    boolean never = holding.stream().allMatch(part -> part.intersect(difference).isEmpty());
    boolean always = failing.stream().allMatch(part -> part.intersect(difference).isEmpty());
    return never ? Arithmetic.ZERO : always ? Arithmetic.ONE : apply;
  }

  /** {@code !(i < 3)} is {@code i >= 3} for whole numbers, which are never NaN. */
  private static Expr foldNot(Apply not, Expr condition) {
    if (!(condition instanceof Apply comparison)
        || comparison.operator().arity() != 2
        || Affine.of(comparison.operands().get(0)).isEmpty()
        || Affine.of(comparison.operands().get(1)).isEmpty()) {
      return Arithmetic.not(condition);
    }
    return switch (comparison.operator()) {
      case LESS -> new Apply(Operator.GREATER_OR_EQUAL, comparison.operands());
      case LESS_OR_EQUAL -> new Apply(Operator.GREATER, comparison.operands());
      case GREATER -> new Apply(Operator.LESS_OR_EQUAL, comparison.operands());
      case GREATER_OR_EQUAL -> new Apply(Operator.LESS, comparison.operands());
      case EQUAL -> new Apply(Operator.NOT_EQUAL, comparison.operands());
      case NOT_EQUAL -> new Apply(Operator.EQUAL, comparison.operands());
      default -> not;
    };
  }
}
