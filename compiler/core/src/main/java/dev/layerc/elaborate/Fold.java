package dev.layerc.elaborate;

import dev.layerc.equation.Expr;
import dev.layerc.equation.Operator;
import java.util.List;
import java.util.Optional;

/**
 * Builds expressions with constants folded: what hyper-parameters switch off (a momentum of 0, no
 * clipping) leaves no trace in the equations. A constant factor 0 makes the product 0, whatever the
 * other factor: it stands for "this term is not there".
 */
final class Fold {
  private Fold() {}

  static Expr apply(Operator operator, Expr... operands) {
    Optional<Expr> folded =
        operands.length == 1
            ? unary(operator, operands[0])
            : binary(operator, operands[0], operands[1]);
    return folded.orElseGet(() -> new Expr.Apply(operator, operands));
  }

  static Expr select(Expr condition, Expr whenTrue, Expr whenFalse) {
    if (condition instanceof Expr.Literal literal) {
      return literal.value() != 0 ? whenTrue : whenFalse;
    }
    return whenTrue.equals(whenFalse) ? whenTrue : new Expr.Select(condition, whenTrue, whenFalse);
  }

  private static Optional<Expr> unary(Operator operator, Expr operand) {
    if (operand instanceof Expr.Literal literal) {
      return literal(ConstantArithmetic.unary(operator, literal.value()));
    }
    boolean doubled =
        (operator == Operator.NEGATE || operator == Operator.NOT)
            && operand instanceof Expr.Apply inner
            && inner.operator() == operator;
    return doubled ? Optional.of(((Expr.Apply) operand).operands().get(0)) : Optional.empty();
  }

  private static Optional<Expr> binary(Operator operator, Expr left, Expr right) {
    if (left instanceof Expr.Literal a && right instanceof Expr.Literal b) {
      return literal(ConstantArithmetic.binary(operator, a.value(), b.value()));
    }
    if (left instanceof Expr.Literal a) {
      return constantLeft(operator, a.value(), right);
    }
    return right instanceof Expr.Literal b
        ? constantRight(operator, left, b.value())
        : Optional.empty();
  }

  private static Optional<Expr> constantLeft(Operator operator, double a, Expr right) {
    return switch (operator) {
      case ADD -> when(a == 0, right);
      case SUBTRACT -> when(a == 0, apply(Operator.NEGATE, right));
      case MULTIPLY -> a == 0 ? literal(0) : when(a == 1, right);
      case DIVIDE -> a == 0 ? literal(0) : Optional.empty();
      case AND -> a == 0 ? literal(0) : Optional.of(right);
      case OR -> a != 0 ? literal(1) : Optional.of(right);
      default -> Optional.empty();
    };
  }

  private static Optional<Expr> constantRight(Operator operator, Expr left, double b) {
    return switch (operator) {
      case ADD, SUBTRACT -> when(b == 0, left);
      case MULTIPLY -> b == 0 ? literal(0) : when(b == 1, left);
      case DIVIDE, FLOOR_DIVIDE -> when(b == 1, left);
      case FLOOR_MODULO -> b == 1 ? literal(0) : Optional.empty();
      case POWER -> b == 0 ? literal(1) : when(b == 1, left);
      case AND -> b == 0 ? literal(0) : Optional.of(left);
      case OR -> b != 0 ? literal(1) : Optional.of(left);
      default -> Optional.empty();
    };
  }

  private static Optional<Expr> when(boolean holds, Expr expr) {
    return holds ? Optional.of(expr) : Optional.empty();
  }

  private static Optional<Expr> literal(double value) {
    return Double.isNaN(value) ? Optional.empty() : Optional.of(new Expr.Literal(value));
  }

  /** The conjunction of guards; empty for none. */
  static Optional<Expr> all(List<Expr> guards) {
    return guards.stream().reduce((a, b) -> apply(Operator.AND, a, b));
  }
}
