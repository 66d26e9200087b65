package dev.layerc.equation;

import dev.layerc.equation.Expr.IndexValue;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.Expr.Reduce;
import dev.layerc.equation.Expr.Select;
import java.util.Optional;

/** Whether reads stay inside of their tensors, as far as interval arithmetic can tell. */
public final class ReadBounds {
  private ReadBounds() {}

  /** True where every read of the expression has {@code else} or is proved to stay inside. */
  public static boolean areProved(Expr expr, IndexRanges ranges) {
    if (expr instanceof Read read && read.otherwise().isEmpty() && !isInside(read, ranges)) {
      return false;
    }
    if (expr instanceof Select select) {
      return areProved(select.condition(), ranges)
          && areProved(select.whenTrue(), ranges.assuming(select.condition()))
          && areProved(select.whenFalse(), ranges.assumingNot(select.condition()));
    }
    if (expr instanceof Reduce reduce && reduce.where().isPresent()) {
      return areProved(reduce.body(), ranges.assuming(reduce.where().get()));
    }
    return ExprRewriter.children(expr).stream().allMatch(child -> areProved(child, ranges));
  }

  /** The expression without {@code else} where a read stays inside. */
  public static Expr withoutNeedlessElse(Expr expr) {
    return ExprRewriter.bottomUp(
        expr,
        node ->
            node instanceof Read read
                    && read.otherwise().isPresent()
                    && isInside(read, IndexRanges.WHOLE)
                ? Optional.of(new Read(read.tensor(), read.at()))
                : Optional.empty());
  }

  /** True where each index expression of the read is within the axis that it addresses. */
  public static boolean isInside(Read read, IndexRanges ranges) {
    for (int axis = 0; axis < read.at().size(); axis++) {
      Expr at = read.at().get(axis);
      int extent = read.tensor().extent(axis);
      boolean inside =
          extent == Index.DYNAMIC
              ? at.equals(new IndexValue(Index.BATCH))
              : ranges.of(at).within(extent);
      if (!inside) {
        return false;
      }
    }
    return true;
  }
}
