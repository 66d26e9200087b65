package dev.layerc.gradient;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.Index;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Tensor;
import java.util.List;

/**
 * What one read of a tensor adds to the tensor's adjoint (R1):
 *
 * <pre>
 *   Y[a] = sum[r where w] e(T[A(u)])     with u = (a, r)
 *   dT[A(u)] += dY[a] * de/dT            for every u within w
 * </pre>
 *
 * @param read {@code T[A(u)]}; where {@code A(u)} falls outside, nothing is added (R7)
 * @param indices {@code u}
 * @param guards the conditions under which the read counts
 * @param value {@code dY[a] * de/dT}
 */
record Contribution(Read read, List<Index> indices, List<Expr> guards, Expr value, Origin origin) {
  Contribution {
    indices = List.copyOf(indices);
    guards = List.copyOf(guards);
  }

  Tensor tensor() {
    return read.tensor();
  }

  /** The contribution as the scatter that it is. */
  Equation scatterTo(Tensor adjoint) {
    return new Equation(adjoint, indices, read.at(), Arithmetic.all(guards), value, true, origin);
  }
}
