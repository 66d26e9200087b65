package dev.layerc.schedule;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.equation.Interval;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Where two indices can be one loop: everything that has them holds them side by side in one row,
 * {@code lane} innermost and {@code along}, with nothing but an offset, before it.
 */
record Flattening(Index along, Index lane, Function<Expr.Read, Layout> layouts) {

  /** By the layouts of what is stored. */
  static Flattening in(Index along, Index lane, Storage storage) {
    return new Flattening(
        along,
        lane,
        read ->
            storage
                .find(read.tensor())
                .map(Buffer::layout)
                .orElseGet(() -> local(read, along, lane)));
  }

  /** What lives in locals only takes part at the point itself, in whatever order. */
  private static Layout local(Expr.Read read, Index along, Index lane) {
    int first = read.at().indexOf(new Expr.IndexValue(along));
    int last = read.at().indexOf(new Expr.IndexValue(lane));
    if (first < 0 || last < 0) {
      return Layout.rows(read.at().size());
    }
    List<Integer> order = new ArrayList<>(Layout.rows(read.at().size()).order());
    order.removeAll(List.of(first, last));
    order.addAll(List.of(first, last));
    return new Layout(order, order.size() - 2);
  }

  boolean fits(Equation equation) {
    Expr.Read target = new Expr.Read(equation.target(), equation.at());
    return fits(target)
        && staysInside(target)
        && equation.where().isEmpty()
        && fits(equation.value());
  }

  /** True where no place along the row is one that does not count, since it lies beyond an end. */
  private boolean staysInside(Expr.Read target) {
    for (int axis = 0; axis < target.at().size(); axis++) {
      Expr place = target.at().get(axis);
      if (ExprQueries.freeIndices(place).contains(along)
          && !Interval.of(place).within(target.tensor().extent(axis))) {
        return false;
      }
    }
    return true;
  }

  /** True where no part of an expression but such reads depends on one of the indices. */
  boolean fits(Expr expr) {
    if (expr instanceof Expr.Read read) {
      return fits(read);
    }
    if (expr instanceof Expr.IndexValue value) {
      return !value.index().equals(along) && !value.index().equals(lane);
    }
    if (expr instanceof Expr.RandomDraw) {
      return false;
    }
    return ExprRewriter.children(expr).stream().allMatch(this::fits);
  }

  private boolean fits(Expr.Read read) {
    boolean hasAlong = ExprQueries.freeIndices(read).contains(along);
    boolean hasLane = ExprQueries.freeIndices(read).contains(lane);
    if (!hasAlong && !hasLane) {
      return true;
    }
    Layout layout = layouts.apply(read);
    List<Integer> order = layout.order();
    int last = order.size() - 1;
    return hasAlong
        && hasLane
        && read.otherwise().isEmpty()
        && layout.columnAxes().size() >= 2
        && fillsAxis(read, order.get(last))
        && isOffset(read.at().get(order.get(last - 1)))
        && order.subList(0, last - 1).stream().noneMatch(axis -> depends(read, axis));
  }

  /** True where the lane, and nothing else, runs along all of an axis. */
  private boolean fillsAxis(Expr.Read read, int axis) {
    return Affine.of(read.at().get(axis)).flatMap(Affine::asIndex).equals(Optional.of(lane))
        && read.tensor().extent(axis) == lane.extent();
  }

  private boolean isOffset(Expr place) {
    return Affine.of(place)
        .filter(affine -> affine.coefficient(along) == 1 && affine.coefficient(lane) == 0)
        .isPresent();
  }

  private boolean depends(Expr.Read read, int axis) {
    Set<Index> indices = ExprQueries.freeIndices(read.at().get(axis));
    return indices.contains(along) || indices.contains(lane);
  }
}
