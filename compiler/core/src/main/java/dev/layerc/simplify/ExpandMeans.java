package dev.layerc.simplify;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Reduce;
import dev.layerc.equation.Index;
import dev.layerc.equation.Reducer;
import java.util.Optional;

/**
 * Writes a mean as a sum (R5).
 *
 * <pre>
 *   mean[i, j] e         →  (sum[i, j] e) / N          N the number of (i, j)
 *   mean[batch, i] e     →  (sum[batch, i] e) / (batchsize * N)
 *   mean[i where w] e    →  (sum[i where w] e) / (sum[i where w] 1)
 * </pre>
 */
final class ExpandMeans implements Rewrite {
  @Override
  public Draft apply(Draft draft) {
    return Rewrite.everywhere(draft, ExpandMeans::expand);
  }

  private static Optional<Expr> expand(Expr expr) {
    if (!(expr instanceof Reduce reduce) || reduce.reducer() != Reducer.MEAN) {
      return Optional.empty();
    }
    Expr sum = new Reduce(Reducer.SUM, reduce.indices(), reduce.where(), reduce.body());
    return Optional.of(Arithmetic.divide(sum, count(reduce)));
  }

  private static Expr count(Reduce reduce) {
    if (reduce.where().isPresent()) {
      return new Reduce(Reducer.SUM, reduce.indices(), reduce.where(), Arithmetic.ONE);
    }
    return size(reduce);
  }

  /** The number of points of a reduction without {@code where}. */
  static Expr size(Reduce reduce) {
    Expr size = Arithmetic.ONE;
    for (Index index : reduce.indices()) {
      Expr extent = index.isBatch() ? new Expr.BatchSize() : Arithmetic.literal(index.extent());
      size = Arithmetic.multiply(size, extent);
    }
    return size;
  }
}
