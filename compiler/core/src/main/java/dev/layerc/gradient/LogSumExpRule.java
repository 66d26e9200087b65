package dev.layerc.gradient;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.Reduce;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The derivative of a log-sum-exp is the softmax of its terms (R5).
 *
 * <pre>
 *   Y[a] = lse[r where w] e
 *   s[a,r] = w ? exp(e - Y[a]) : 0
 *   de[a,r] = dY[a] * s[a,r]
 * </pre>
 *
 * {@code s} is a value of its own, so that a softmax that the network has is not computed again.
 */
record LogSumExpRule(Equation equation, Reduce reduce, TensorNames names) {

  ReduceDerivative apply(Expr adjoint) {
    List<Index> points = batchFirst(ReduceDerivative.points(equation, reduce));
    boolean perSample = points.contains(Index.BATCH);
    Tensor softmax =
        names.valueFor(
            equation.target(),
            "softmax",
            ElementType.REAL,
            ReduceDerivative.shape(points),
            perSample);
    Expr result = Arithmetic.read(equation.target(), equation.indices());
    Expr difference = Arithmetic.subtract(reduce.body(), result);
    List<Expr> guards = ReduceDerivative.guards(reduce);
    Expr value = Arithmetic.where(guards, new Apply(Operator.EXP, difference));
    Origin origin = equation.origin().withPurpose(Origin.Purpose.GRADIENT);
    return new ReduceDerivative(
        List.of(Equation.gather(softmax, points, value, origin)),
        points,
        guards,
        reduce.body(),
        Arithmetic.multiply(adjoint, Arithmetic.read(softmax, points)));
  }

  /** The batch is always the first axis. */
  static List<Index> batchFirst(List<Index> indices) {
    List<Index> sorted = new ArrayList<>(indices);
    if (sorted.remove(Index.BATCH)) {
      sorted.add(0, Index.BATCH);
    }
    return sorted;
  }
}
