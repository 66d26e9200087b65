package dev.layerc.gradient;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Reduce;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What one equation adds to the adjoints of the tensors that it reads. */
record ReverseEquation(List<Step> steps, List<Contribution> contributions) {

  /**
   * Differentiates {@code Y[a] = e} or {@code Y[a] = reducer[r where w] e}, {@code e} being without
   * reductions.
   *
   * @param adjoint {@code dY[a]}
   */
  static ReverseEquation of(
      Equation equation,
      Expr adjoint,
      Set<Tensor> active,
      ScalarDerivatives derivatives,
      TensorNames names) {
    if (!equation.isGather() || equation.accumulate() || equation.where().isPresent()) {
      throw new IllegalArgumentException(
          equation.target() + " is not written once at each place; forward equations are");
    }
    Expr result = Arithmetic.read(equation.target(), equation.indices());
    boolean reduces = equation.value() instanceof Reduce;
    ReduceDerivative body =
        reduces
            ? ReduceDerivative.of(equation, adjoint, names)
            : new ReduceDerivative(
                List.of(), equation.indices(), List.of(), equation.value(), adjoint);
    List<ReverseExpression.Leaf> leaves =
        ReverseExpression.leaves(
            derivatives,
            active::contains,
            body.body(),
            reduces ? body.body() : result,
            body.adjoint());
    return new ReverseEquation(body.steps(), contributions(equation, body, leaves));
  }

  private static List<Contribution> contributions(
      Equation equation, ReduceDerivative body, List<ReverseExpression.Leaf> leaves) {
    Origin origin = equation.origin().withPurpose(Origin.Purpose.GRADIENT);
    List<Contribution> contributions = new ArrayList<>();
    for (ReverseExpression.Leaf leaf : leaves) {
      List<Expr> guards = new ArrayList<>(body.guards());
      guards.addAll(leaf.guards());
      contributions.add(
          new Contribution(leaf.read(), body.indices(), guards, leaf.derivative(), origin));
    }
    return contributions;
  }
}
