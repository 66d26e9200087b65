package dev.layerc.gradient;

import dev.layerc.diag.Message;
import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.IndexValue;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.Expr.Reduce;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The derivative of a product by one factor is the product of the others, before it and after it
 * (R4); nothing is divided, so that zeros among the factors are no special case.
 *
 * <pre>
 *   Y[a] = prod[k where w] e
 *   f[a,k] = w ? e : 1
 *   p[a,k] = p[a,k-1 else 1] * f[a,k-1 else 1]
 *   s[a,k] = s[a,k+1 else 1] * f[a,k+1 else 1]
 *   de[a,k] = dY[a] * p[a,k] * s[a,k]
 * </pre>
 */
record ProductRule(Equation equation, Reduce reduce, TensorNames names) {

  ReduceDerivative apply(Expr adjoint) {
    Index factor = reduce.indices().get(0);
    if (reduce.indices().size() != 1 || factor.isBatch()) {
      throw NoGradient.at(equation.origin(), Message.BATCH_REDUCTION_HAS_NO_GRADIENT, "prod");
    }
    List<Index> points = ReduceDerivative.points(equation, reduce);
    Expr value =
        reduce
            .where()
            .map(w -> Arithmetic.select(w, reduce.body(), Arithmetic.ONE))
            .orElse(reduce.body());
    Tensor factors = tensor("factors", points);
    Tensor before = tensor("before", points);
    Tensor after = tensor("after", points);
    Origin origin = equation.origin().withPurpose(Origin.Purpose.GRADIENT);
    return new ReduceDerivative(
        List.of(
            Equation.gather(factors, points, value, origin),
            running(before, factors, points, factor, Operator.SUBTRACT, origin),
            running(after, factors, points, factor, Operator.ADD, origin)),
        points,
        ReduceDerivative.guards(reduce),
        reduce.body(),
        Arithmetic.multiply(
            adjoint,
            Arithmetic.multiply(Arithmetic.read(before, points), Arithmetic.read(after, points))));
  }

  /** {@code target[a,k] = target[a,k±1 else 1] * factors[a,k±1 else 1]}. */
  private static Recurrence running(
      Tensor target,
      Tensor factors,
      List<Index> points,
      Index time,
      Operator towards,
      Origin origin) {
    List<Expr> neighbour = new ArrayList<>(Arithmetic.values(points));
    neighbour.replaceAll(
        at -> at.equals(new IndexValue(time)) ? new Apply(towards, at, Arithmetic.ONE) : at);
    Expr value =
        Arithmetic.multiply(
            new Read(target, neighbour, OptionalDouble.of(1)),
            new Read(factors, neighbour, OptionalDouble.of(1)));
    return new Recurrence(
        time, towards == Operator.ADD, List.of(Equation.gather(target, points, value, origin)));
  }

  private Tensor tensor(String purpose, List<Index> points) {
    return names.valueFor(
        equation.target(),
        purpose,
        ElementType.REAL,
        ReduceDerivative.shape(points),
        points.contains(Index.BATCH));
  }
}
