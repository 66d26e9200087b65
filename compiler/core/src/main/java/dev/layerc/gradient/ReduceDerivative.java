package dev.layerc.gradient;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Reduce;
import dev.layerc.equation.Index;
import dev.layerc.equation.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * How the adjoint of a reduction's result becomes that of its body.
 *
 * @param steps what must be computed first
 * @param indices the points at which the body counts
 * @param guards the conditions under which it does
 * @param body the body there
 * @param adjoint the derivative of the loss by it
 */
record ReduceDerivative(
    List<Step> steps, List<Index> indices, List<Expr> guards, Expr body, Expr adjoint) {

  /**
   * Applies the rule of the reducer.
   *
   * @param equation {@code Y[a] = reducer[r where w] e}
   * @param adjoint {@code dY[a]}
   */
  static ReduceDerivative of(Equation equation, Expr adjoint, TensorNames names) {
    Reduce reduce = (Reduce) equation.value();
    return switch (reduce.reducer()) {
      case SUM -> ofSum(equation, reduce, adjoint);
      case LSE -> new LogSumExpRule(equation, reduce, names).apply(adjoint);
      case MAX, MIN -> new WinnerRule(equation, reduce, names).apply(adjoint);
      case PROD -> new ProductRule(equation, reduce, names).apply(adjoint);
      case MEAN -> throw new IllegalArgumentException("a mean is written as a sum before");
      case ARGMAX, ARGMIN ->
          new ReduceDerivative(List.of(), List.of(), List.of(), reduce.body(), adjoint);
    };
  }

  /** {@code Y[a] = sum[r where w] e}: {@code de[a,r] = dY[a]} within {@code w} (R1). */
  private static ReduceDerivative ofSum(Equation equation, Reduce reduce, Expr adjoint) {
    return new ReduceDerivative(
        List.of(), points(equation, reduce), guards(reduce), reduce.body(), adjoint);
  }

  /** {@code u = (a, r)}. */
  static List<Index> points(Equation equation, Reduce reduce) {
    List<Index> points = new ArrayList<>(equation.indices());
    points.addAll(reduce.indices());
    return points;
  }

  static List<Expr> guards(Reduce reduce) {
    return reduce.where().map(List::of).orElse(List.of());
  }

  /** The extents of the indices but for the batch. */
  static List<Integer> shape(List<Index> indices) {
    return indices.stream().filter(index -> !index.isBatch()).map(Index::extent).toList();
  }
}
