package dev.layerc.schedule;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The row form of a contraction: {@code y_j[lane] += a_jk * w_k[lane]}, an output index innermost,
 * so that whole rows are multiplied by numbers and added.
 *
 * @param lane the innermost index: it runs along the rows of the target and of the factors that
 *     depend on it
 * @param rows a further free index, of which several values share the rows {@code w_k}
 * @param outer the other free indices
 * @param inner the reduced index that is taken several values at a time
 * @param outerReduced the other reduced indices
 */
record RowTile(
    Contraction contraction,
    Index lane,
    Optional<Index> rows,
    List<Index> outer,
    Index inner,
    List<Index> outerReduced) {

  /**
   * The row form under given layouts; empty where there is none: the target, and every factor that
   * depends on the lane, must have it alone along their rows.
   */
  static Optional<RowTile> of(Contraction contraction, Function<Expr.Read, Layout> layouts) {
    List<Index> free = contraction.equation().indices();
    Layout target = layouts.apply(targetRead(contraction));
    if (target.order().isEmpty()) {
      return Optional.empty();
    }
    Index lane = free.get(target.order().get(target.order().size() - 1));
    if (lane.isBatch()
        || !contraction.factors().stream().allMatch(f -> runsAlong(f, lane, layouts))) {
      return Optional.empty();
    }
    return Optional.of(withRows(contraction, lane));
  }

  /** The tensors that are read along the lane. */
  List<Tensor> rowOperands() {
    List<Tensor> operands = new ArrayList<>();
    for (Expr factor : contraction.factors()) {
      ExprQueries.reads(factor).stream()
          .filter(read -> ExprQueries.freeIndices(read).contains(lane))
          .forEach(read -> operands.add(read.tensor()));
    }
    return operands;
  }

  /** The place that a contraction writes, as a read. */
  static Expr.Read targetRead(Contraction contraction) {
    return new Expr.Read(contraction.equation().target(), contraction.equation().at());
  }

  private static boolean runsAlong(Expr factor, Index lane, Function<Expr.Read, Layout> layouts) {
    return ExprQueries.reads(factor).stream().allMatch(read -> runsAlong(read, lane, layouts));
  }

  private static boolean runsAlong(
      Expr.Read read, Index lane, Function<Expr.Read, Layout> layouts) {
    if (!ExprQueries.freeIndices(read).contains(lane)) {
      return true;
    }
    if (read.otherwise().isPresent()) {
      return false;
    }
    List<Integer> order = layouts.apply(read).order();
    int last = order.get(order.size() - 1);
    boolean elsewhere =
        order.stream()
            .filter(axis -> axis != last)
            .anyMatch(axis -> ExprQueries.freeIndices(read.at().get(axis)).contains(lane));
    Optional<Index> along = Affine.of(read.at().get(last)).flatMap(Affine::asIndex);
    return !elsewhere && along.equals(Optional.of(lane));
  }

  private static RowTile withRows(Contraction contraction, Index lane) {
    List<Index> others = new ArrayList<>(contraction.equation().indices());
    others.remove(lane);
    Optional<Index> rows =
        others.stream().filter(index -> sharesRows(contraction, lane, index)).findFirst();
    rows.ifPresent(others::remove);
    List<Index> reduced = new ArrayList<>(contraction.sum().indices());
    Index inner = reduced.remove(reduced.size() - 1);
    return new RowTile(contraction, lane, rows, others, inner, reduced);
  }

  /** True where the factors that run along the lane are the same for all values of an index. */
  private static boolean sharesRows(Contraction contraction, Index lane, Index index) {
    return index.extent() != 1
        && contraction.factors().stream()
            .map(ExprQueries::freeIndices)
            .noneMatch(indices -> indices.contains(lane) && indices.contains(index));
  }
}
