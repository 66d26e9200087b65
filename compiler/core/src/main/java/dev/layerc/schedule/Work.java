package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Reducer;
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

  /** The products that an equation sums for one sample; what a condition leaves out counts too. */
  static long multiplyAdds(Equation equation) {
    return Math.multiplyExact(points(equation.indices()), multiplyAdds(equation.value()));
  }

  private static long multiplyAdds(Expr expr) {
    long inner = 0;
    for (Expr child : ExprRewriter.children(expr)) {
      inner = Math.addExact(inner, multiplyAdds(child));
    }
    if (expr instanceof Expr.Reduce reduce) {
      boolean sums = reduce.reducer() == Reducer.SUM || reduce.reducer() == Reducer.MEAN;
      long each = inner + (sums && isProduct(reduce.body()) ? 1 : 0);
      return Math.multiplyExact(each, points(reduce.indices()));
    }
    return inner;
  }

  private static boolean isProduct(Expr body) {
    if (body instanceof Expr.Select select) {
      return isProduct(select.whenTrue()) || isProduct(select.whenFalse());
    }
    return body instanceof Expr.Apply apply && apply.operator() == Operator.MULTIPLY;
  }

  private static long points(List<Index> indices) {
    long points = 1;
    for (Index index : indices) {
      points = Math.multiplyExact(points, Math.max(1, index.extent()));
    }
    return points;
  }
}
