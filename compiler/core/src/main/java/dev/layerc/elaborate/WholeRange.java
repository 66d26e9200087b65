package dev.layerc.elaborate;

import dev.layerc.equation.ElementType;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Interval;
import dev.layerc.equation.Reducer;
import dev.layerc.equation.Tensor;
import java.util.function.Predicate;

/** The type of a whole value that an equation computes. */
final class WholeRange {
  private WholeRange() {}

  /** {@code int<n>} if the values are known to be 0..n-1; without such a bound, a real number. */
  static ElementType type(Expr expr) {
    if (expr instanceof Expr.Reduce reduce) {
      return candidates(reduce);
    }
    if (expr instanceof Expr.Select select) {
      ElementType whenTrue = type(select.whenTrue());
      ElementType whenFalse = type(select.whenFalse());
      boolean both = !whenTrue.isReal() && !whenFalse.isReal();
      return both
          ? ElementType.whole(Math.max(whenTrue.limit(), whenFalse.limit()))
          : ElementType.REAL;
    }
    Interval range = Interval.of(expr);
    boolean known = range.isBounded() && range.low() >= 0 && range.high() < Integer.MAX_VALUE;
    return known ? ElementType.whole((int) range.high() + 1) : ElementType.REAL;
  }

  /** True where an argmax under a condition may find nothing, here or in what is read. */
  static boolean mayBeNone(Expr expr, Predicate<Tensor> known) {
    return ExprQueries.anyMatch(
        expr,
        node ->
            (node instanceof Expr.Reduce reduce && reduce.where().isPresent())
                || (node instanceof Expr.Read read && known.test(read.tensor())));
  }

  private static ElementType candidates(Expr.Reduce reduce) {
    boolean argument = reduce.reducer() == Reducer.ARGMAX || reduce.reducer() == Reducer.ARGMIN;
    boolean counted = reduce.indices().stream().noneMatch(Index::isBatch);
    return argument && counted
        ? ElementType.whole(
            reduce.indices().stream().map(Index::extent).reduce(1, Math::multiplyExact))
        : ElementType.REAL;
  }
}
