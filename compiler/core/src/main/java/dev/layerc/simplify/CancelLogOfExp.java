package dev.layerc.simplify;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.Operator;
import java.util.Optional;

/**
 * Takes logarithms of exponentials through the definitions of what is read (S2), so that a large
 * exponential never exists.
 *
 * <pre>
 *   p = exp(e);      log(p)      →  e
 *   p = sigmoid(e);  log(p)      →  -softplus(-e)
 *   p = sigmoid(e);  log(1 - p)  →  -softplus(e)
 *   p = exp(e);      log1p(p)    →  softplus(e)
 *   p = log(e);      exp(p)      →  e
 * </pre>
 */
final class CancelLogOfExp implements Rewrite {
  @Override
  public Draft apply(Draft draft) {
    Definitions definitions = new Definitions(draft.steps());
    return Rewrite.everywhere(draft, expr -> cancel(expr, definitions));
  }

  private static Optional<Expr> cancel(Expr expr, Definitions definitions) {
    if (!(expr instanceof Apply outer)) {
      return Optional.empty();
    }
    Expr operand = resolve(outer.operands().get(0), definitions);
    return switch (outer.operator()) {
      case LOG -> cancelLog(operand, definitions);
      case LOG1P -> argument(operand, Operator.EXP).map(e -> new Apply(Operator.SOFTPLUS, e));
      case EXP -> argument(operand, Operator.LOG);
      default -> Optional.empty();
    };
  }

  private static Optional<Expr> cancelLog(Expr operand, Definitions definitions) {
    Optional<Expr> exponent = argument(operand, Operator.EXP);
    if (exponent.isPresent()) {
      return exponent;
    }
    Optional<Expr> sigmoid = argument(operand, Operator.SIGMOID);
    if (sigmoid.isPresent()) {
      return sigmoid.map(e -> negatedSoftplus(Arithmetic.negate(e)));
    }
    boolean complement =
        operand instanceof Apply apply
            && apply.operator() == Operator.SUBTRACT
            && Arithmetic.isLiteral(apply.operands().get(0), 1);
    return complement
        ? argument(resolve(((Apply) operand).operands().get(1), definitions), Operator.SIGMOID)
            .map(CancelLogOfExp::negatedSoftplus)
        : Optional.empty();
  }

  private static Expr negatedSoftplus(Expr expr) {
    return Arithmetic.negate(new Apply(Operator.SOFTPLUS, expr));
  }

  /** The definition of a read, as long as it leads somewhere. */
  private static Expr resolve(Expr expr, Definitions definitions) {
    Expr resolved = expr;
    while (resolved instanceof Read read) {
      Optional<Expr> value = definitions.valueAt(read);
      if (value.isEmpty()) {
        return resolved;
      }
      resolved = value.get();
    }
    return resolved;
  }

  private static Optional<Expr> argument(Expr expr, Operator operator) {
    return expr instanceof Apply apply && apply.operator() == operator
        ? Optional.of(apply.operands().get(0))
        : Optional.empty();
  }
}
