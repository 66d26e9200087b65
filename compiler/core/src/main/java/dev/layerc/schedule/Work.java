package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import java.util.List;

/** How much there is to do, and to write where loops are unrolled. */
final class Work {
  private Work() {}

  /** The operations and reads of an equation for one sample. */
  static long ofOneSample(Equation equation) {
    return Math.multiplyExact(points(equation.indices()), of(equation.value()));
  }

  private static long of(Expr expr) {
    long parts = 1;
    for (Expr child : ExprRewriter.children(expr)) {
      parts = Math.addExact(parts, of(child));
    }
    return expr instanceof Expr.Reduce reduce
        ? Math.multiplyExact(parts, points(reduce.indices()))
        : parts;
  }

  private static long points(List<Index> indices) {
    long points = 1;
    for (Index index : indices) {
      points = Math.multiplyExact(points, Math.max(1, index.extent()));
    }
    return points;
  }
}
