package dev.layerc.schedule;

import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The values that are better stored with their last two axes together in a row: the gates of a
 * recurrence, {@code a[t][gate, i]}, the heads of an attention. Their sums then run along rows that
 * are so many times longer:
 *
 * <pre>{@code
 * a[t,g,i] = sum[k] U[g,i,k]*h[t,k]      for (k) for (gi) a[t][gi] += h[t][k] * U[k][gi]
 * }</pre>
 *
 * Everything that runs along such a row must run along both axes.
 */
final class WideRows {
  /** A row that needs no other to be long. */
  private static final int LONG_ROW = 256;

  private final List<Contraction> contractions;
  private final Set<Tensor> excluded;

  private WideRows(List<Contraction> contractions, Set<Tensor> excluded) {
    this.contractions = contractions;
    this.excluded = excluded;
  }

  /**
   * The tensors that sums make or read along both of their last axes, and never along one of them
   * alone.
   *
   * @param excluded tensors that lie in another way
   */
  static Set<Tensor> in(List<Contraction> contractions, Set<Tensor> excluded) {
    return new WideRows(contractions, excluded).find();
  }

  /**
   * Those of {@code wide} all sums of products of which do run along both axes as {@code orders}
   * has them.
   */
  static Set<Tensor> fitting(
      Set<Tensor> wide, List<Contraction> contractions, ChooseOrders orders) {
    Set<Tensor> fitting = new LinkedHashSet<>(wide);
    for (Contraction contraction : contractions) {
      boolean alongBoth = orders.rowTile(contraction).flatMap(RowTile::along).isPresent();
      if (!alongBoth && contraction.factors().size() > 1) {
        alongRows(contraction).forEach(read -> fitting.remove(read.tensor()));
      }
    }
    return fitting;
  }

  private Set<Tensor> find() {
    Set<Tensor> wide = new LinkedHashSet<>();
    Set<Tensor> alone = new LinkedHashSet<>();
    for (Contraction contraction : contractions) {
      for (Expr.Read read : alongRows(contraction)) {
        boolean both = pairOf(read).filter(pair -> isAlong(pair, contraction)).isPresent();
        (both && isCandidate(read.tensor()) ? wide : alone).add(read.tensor());
      }
    }
    wide.removeAll(alone);
    return wide;
  }

  private boolean isCandidate(Tensor tensor) {
    boolean computed = tensor.role() == Role.VALUE || tensor.role() == Role.ADJOINT;
    return computed
        && tensor.rank() > 2
        && tensor.extent(tensor.rank() - 1) < LONG_ROW
        && !excluded.contains(tensor);
  }

  /** What a contraction writes, and what it reads at a place along which its result has rows. */
  private static List<Expr.Read> alongRows(Contraction contraction) {
    List<Index> free = contraction.equation().indices();
    List<Expr.Read> reads = new ArrayList<>(List.of(RowTile.targetRead(contraction)));
    for (Expr.Read read : ExprQueries.reads(contraction.equation())) {
      boolean alongResult =
          !read.at().isEmpty()
              && ExprQueries.freeIndices(read.at().get(read.at().size() - 1)).stream()
                  .anyMatch(index -> free.contains(index) && !index.isBatch());
      if (alongResult) {
        reads.add(read);
      }
    }
    return reads;
  }

  /** Two indices of which the second lies innermost. */
  private record Pair(Index first, Index last) {}

  /** The indices at the last two axes of a read. */
  private static Optional<Pair> pairOf(Expr.Read read) {
    int rank = read.at().size();
    if (rank < 2
        || !(read.at().get(rank - 2) instanceof Expr.IndexValue first)
        || !(read.at().get(rank - 1) instanceof Expr.IndexValue last)
        || first.index().isBatch()) {
      return Optional.empty();
    }
    return Optional.of(new Pair(first.index(), last.index()));
  }

  /** True where everything that a contraction touches has both indices side by side, or neither. */
  private static boolean isAlong(Pair pair, Contraction contraction) {
    List<Index> free = contraction.equation().indices();
    return free.contains(pair.first)
        && free.contains(pair.last)
        && areSideBySide(pair, RowTile.targetRead(contraction))
        && ExprQueries.reads(contraction.equation()).stream()
            .allMatch(read -> areSideBySide(pair, read));
  }

  private static boolean areSideBySide(Pair pair, Expr.Read read) {
    Set<Index> indices = ExprQueries.freeIndices(read);
    if (!indices.contains(pair.first) && !indices.contains(pair.last)) {
      return true;
    }
    int first = read.at().indexOf(new Expr.IndexValue(pair.first));
    int last = read.at().indexOf(new Expr.IndexValue(pair.last));
    return first >= 0
        && last == first + 1
        && read.otherwise().isEmpty()
        && read.at().stream()
            .filter(place -> !(place instanceof Expr.IndexValue))
            .flatMap(place -> ExprQueries.freeIndices(place).stream())
            .noneMatch(index -> index.equals(pair.first) || index.equals(pair.last));
  }
}
