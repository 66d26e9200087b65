package dev.layerc.gradient;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.Expr.Select;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Walks a scalar expression from its result to its reads, multiplying partial derivatives on the
 * way (the chain rule). A {@code c ? p : q} passes the derivative to the branch that is taken (R6);
 * conditions, index positions and functions without a derivative pass nothing (R12).
 */
final class ReverseExpression {
  /** A read, the conditions on the way to it, and the derivative of the result by it. */
  record Leaf(Read read, List<Expr> guards, Expr derivative) {}

  /** Two reads are one where they read the same under the same conditions. */
  private record Place(Read read, List<Expr> guards) {}

  private final ScalarDerivatives derivatives;
  private final Predicate<Tensor> active;
  private final Expr result;
  private final Map<Place, Expr> leaves = new LinkedHashMap<>();

  private ReverseExpression(ScalarDerivatives derivatives, Predicate<Tensor> active, Expr result) {
    this.derivatives = derivatives;
    this.active = active;
    this.result = result;
  }

  /**
   * The leaves of {@code root} that are {@code active}, with the derivative of the loss by each.
   *
   * @param result where the value of {@code root} stands
   * @param adjoint the derivative of the loss by it
   */
  static List<Leaf> leaves(
      ScalarDerivatives derivatives,
      Predicate<Tensor> active,
      Expr root,
      Expr result,
      Expr adjoint) {
    ReverseExpression walk = new ReverseExpression(derivatives, active, result);
    walk.visit(root, adjoint, List.of(), true);
    List<Leaf> leaves = new ArrayList<>();
    walk.leaves.forEach((place, sum) -> leaves.add(new Leaf(place.read, place.guards, sum)));
    return leaves;
  }

  /** The active tensors that {@code root} passes a derivative to. */
  static boolean reaches(ScalarDerivatives derivatives, Predicate<Tensor> active, Expr root) {
    return new ReverseExpression(derivatives, active, root).isActive(root);
  }

  /**
   * @param isWhole true where the value of {@code expr} is the result, wherever it counts
   */
  private void visit(Expr expr, Expr adjoint, List<Expr> guards, boolean isWhole) {
    if (!isActive(expr)) {
      return;
    }
    if (expr instanceof Read read) {
      leaves.merge(new Place(read, guards), adjoint, Arithmetic::add);
    } else if (expr instanceof Select select) {
      visit(select.whenTrue(), adjoint, with(guards, select.condition()), isWhole);
      visit(select.whenFalse(), adjoint, with(guards, Arithmetic.not(select.condition())), isWhole);
    } else if (expr instanceof Apply apply) {
      visitApply(apply, adjoint, guards, isWhole ? result : apply);
    } else {
      throw new IllegalStateException("a reduction inside of an expression: " + expr);
    }
  }

  private void visitApply(Apply apply, Expr adjoint, List<Expr> guards, Expr value) {
    for (int i = 0; i < apply.operands().size(); i++) {
      if (isActive(apply.operands().get(i))) {
        Optional<Expr> partial = derivatives.partial(apply, i, value);
        Expr operand = apply.operands().get(i);
        partial.ifPresent(p -> visit(operand, times(adjoint, p), guards, false));
      }
    }
  }

  /** A mask {@code c ? 1 : 0} selects what it is multiplied with. */
  private static Expr times(Expr adjoint, Expr partial) {
    if (partial instanceof Select select
        && Arithmetic.isLiteral(select.whenTrue(), 1)
        && Arithmetic.isZero(select.whenFalse())) {
      return Arithmetic.select(select.condition(), adjoint, Arithmetic.ZERO);
    }
    return Arithmetic.multiply(adjoint, partial);
  }

  private boolean isActive(Expr expr) {
    if (expr instanceof Read read) {
      return active.test(read.tensor());
    }
    if (expr instanceof Select select) {
      return isActive(select.whenTrue()) || isActive(select.whenFalse());
    }
    if (expr instanceof Apply apply && !derivatives.isDifferentiable(apply.operator())) {
      return false;
    }
    return ExprRewriter.children(expr).stream().anyMatch(this::isActive);
  }

  private static List<Expr> with(List<Expr> guards, Expr guard) {
    List<Expr> all = new ArrayList<>(guards);
    all.add(guard);
    return all;
  }
}
