package dev.layerc.equation;

import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.IndexValue;
import dev.layerc.equation.Expr.Literal;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.Expr.Select;
import java.util.List;
import java.util.Optional;

/**
 * Builds expressions as one writes them: {@code 0} and {@code 1} vanish where they do nothing,
 * constants are computed, {@code a + -b} is {@code a - b}. Every method's result equals the plain
 * node for all finite operands.
 */
public final class Arithmetic {
  public static final Literal ZERO = new Literal(0);
  public static final Literal ONE = new Literal(1);

  private Arithmetic() {}

  public static boolean isZero(Expr expr) {
    return isLiteral(expr, 0);
  }

  public static boolean isLiteral(Expr expr, double value) {
    return expr instanceof Literal literal && literal.value() == value;
  }

  public static Expr add(Expr a, Expr b) {
    if (isZero(a) || isZero(b)) {
      return isZero(a) ? b : a;
    }
    Optional<Expr> folded = fold(Operator.ADD, a, b);
    if (folded.isPresent()) {
      return folded.get();
    }
    Optional<Expr> negated = negated(b);
    if (negated.isPresent()) {
      return subtract(a, negated.get());
    }
    return isNegation(a) ? subtract(b, unsigned(a)) : new Apply(Operator.ADD, a, b);
  }

  public static Expr subtract(Expr a, Expr b) {
    if (isZero(b)) {
      return a;
    }
    if (isZero(a)) {
      return negate(b);
    }
    Optional<Expr> folded = fold(Operator.SUBTRACT, a, b);
    if (folded.isPresent()) {
      return folded.get();
    }
    Optional<Expr> negated = negated(b);
    return negated.isPresent() ? add(a, negated.get()) : new Apply(Operator.SUBTRACT, a, b);
  }

  public static Expr multiply(Expr a, Expr b) {
    if (isZero(a) || isZero(b)) {
      return ZERO;
    }
    if (isLiteral(a, 1) || isLiteral(b, 1)) {
      return isLiteral(a, 1) ? b : a;
    }
    if (isLiteral(a, -1) || isLiteral(b, -1)) {
      return negate(isLiteral(a, -1) ? b : a);
    }
    Optional<Expr> folded = fold(Operator.MULTIPLY, a, b);
    if (folded.isPresent()) {
      return folded.get();
    }
    if (isNegation(a) || isNegation(b)) {
      return negate(multiply(unsigned(a), unsigned(b)), isNegation(a) ^ isNegation(b));
    }
    return b instanceof Literal literal ? scale(literal, a) : scale(a, b);
  }

  /** {@code 2 * (3 * e)} is {@code 6 * e}. */
  private static Expr scale(Expr a, Expr b) {
    boolean twice =
        a instanceof Literal
            && b instanceof Apply inner
            && inner.operator() == Operator.MULTIPLY
            && inner.operands().get(0) instanceof Literal;
    if (!twice) {
      return new Apply(Operator.MULTIPLY, a, b);
    }
    List<Expr> inner = ((Apply) b).operands();
    return multiply(multiply(a, inner.get(0)), inner.get(1));
  }

  public static Expr divide(Expr a, Expr b) {
    if (isLiteral(b, 1) || (isZero(a) && !isZero(b))) {
      return a;
    }
    Optional<Expr> folded = isZero(b) ? Optional.empty() : fold(Operator.DIVIDE, a, b);
    if (folded.isPresent()) {
      return folded.get();
    }
    return isNegation(a) ? negate(divide(unsigned(a), b)) : new Apply(Operator.DIVIDE, a, b);
  }

  public static Expr negate(Expr a) {
    if (a instanceof Apply apply && apply.operator() == Operator.SUBTRACT) {
      return new Apply(Operator.SUBTRACT, apply.operands().get(1), apply.operands().get(0));
    }
    if (a instanceof Literal literal) {
      return new Literal(literal.value() == 0 ? 0 : -literal.value());
    }
    return negated(a).orElseGet(() -> new Apply(Operator.NEGATE, a));
  }

  private static Expr negate(Expr a, boolean really) {
    return really ? negate(a) : a;
  }

  /** {@code condition ? whenTrue : whenFalse}. */
  public static Expr select(Expr condition, Expr whenTrue, Expr whenFalse) {
    if (condition instanceof Literal literal) {
      return literal.value() != 0 ? whenTrue : whenFalse;
    }
    if (whenTrue.equals(whenFalse)) {
      return whenTrue;
    }
    return new Select(condition, whenTrue, whenFalse);
  }

  /** The value where all conditions hold, and 0 elsewhere. */
  public static Expr where(List<Expr> conditions, Expr value) {
    return all(conditions)
        .map(all -> isZero(value) ? value : select(all, value, ZERO))
        .orElse(value);
  }

  /** All of them; empty where there are none. */
  public static Optional<Expr> all(List<Expr> conditions) {
    return conditions.stream().distinct().reduce(Arithmetic::and);
  }

  public static Expr and(Expr a, Expr b) {
    if (a instanceof Literal || b instanceof Literal) {
      Literal literal = (Literal) (a instanceof Literal ? a : b);
      return literal.value() == 0 ? ZERO : literal == a ? b : a;
    }
    return a.equals(b) ? a : new Apply(Operator.AND, a, b);
  }

  /** The opposite of a condition. */
  public static Expr not(Expr condition) {
    if (condition instanceof Literal literal) {
      return literal.value() == 0 ? ONE : ZERO;
    }
    if (condition instanceof Apply apply && apply.operator() == Operator.NOT) {
      return apply.operands().get(0);
    }
    return new Apply(Operator.NOT, condition);
  }

  public static Expr equal(Expr a, Expr b) {
    return new Apply(Operator.EQUAL, a, b);
  }

  public static Expr literal(double value) {
    return new Literal(value);
  }

  public static Expr square(Expr a) {
    return multiply(a, a);
  }

  /** The element of {@code tensor} at plain indices. */
  public static Read read(Tensor tensor, List<Index> indices) {
    return new Read(tensor, values(indices));
  }

  /** The indices as index expressions. */
  public static List<Expr> values(List<Index> indices) {
    return indices.stream().<Expr>map(IndexValue::new).toList();
  }

  private static boolean isNegation(Expr expr) {
    return negated(expr).isPresent();
  }

  private static Expr unsigned(Expr expr) {
    return isNegation(expr) ? negated(expr).orElseThrow() : expr;
  }

  /** The expression of which {@code expr} is visibly the negation. */
  private static Optional<Expr> negated(Expr expr) {
    if (expr instanceof Literal literal && literal.value() < 0) {
      return Optional.of(new Literal(-literal.value()));
    }
    return expr instanceof Apply apply && apply.operator() == Operator.NEGATE
        ? Optional.of(apply.operands().get(0))
        : Optional.empty();
  }

  private static Optional<Expr> fold(Operator operator, Expr a, Expr b) {
    if (!(a instanceof Literal x) || !(b instanceof Literal y)) {
      return Optional.empty();
    }
    double value = compute(operator, x.value(), y.value());
    return Double.isNaN(value) ? Optional.empty() : Optional.of(new Literal(value));
  }

  private static double compute(Operator operator, double x, double y) {
    return switch (operator) {
      case ADD -> x + y;
      case SUBTRACT -> x - y;
      case MULTIPLY -> x * y;
      default -> x / y;
    };
  }
}
