package dev.layerc.schedule;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.Layout;
import java.util.List;
import java.util.function.Function;

/**
 * Where an index and the samples can be one loop: everything that has them holds them side by side,
 * the samples innermost and the index, with nothing but an offset, before them.
 */
record Flattening(Index along, Function<Expr.Read, Layout> layouts) {

  /** By the layouts of what is stored. */
  static Flattening in(Index along, Storage storage) {
    return new Flattening(
        along, read -> storage.find(read.tensor()).map(Buffer::layout).orElseGet(() -> lane(read)));
  }

  /** What lives in locals only takes part at the point itself, in whatever order. */
  private static Layout lane(Expr.Read read) {
    int rank = read.at().size();
    return rank > 1 && read.tensor().perSample() ? Layout.batchInnermost(rank) : Layout.rows(rank);
  }

  boolean fits(Equation equation) {
    return fits(new Expr.Read(equation.target(), equation.at()))
        && equation.where().isEmpty()
        && fits(equation.value());
  }

  /** True where no part of an expression but such reads depends on the index or the sample. */
  boolean fits(Expr expr) {
    if (expr instanceof Expr.Read read) {
      return fits(read);
    }
    if (expr instanceof Expr.IndexValue value) {
      return !value.index().equals(along) && !value.index().isBatch();
    }
    if (expr instanceof Expr.RandomDraw) {
      return false;
    }
    return ExprRewriter.children(expr).stream().allMatch(this::fits);
  }

  private boolean fits(Expr.Read read) {
    boolean hasAlong = ExprQueries.freeIndices(read).contains(along);
    boolean hasBatch = ExprQueries.freeIndices(read).contains(Index.BATCH);
    if (!hasAlong && !hasBatch) {
      return true;
    }
    List<Integer> order = layouts.apply(read).order();
    return hasAlong
        && hasBatch
        && read.otherwise().isEmpty()
        && order.size() > 1
        && order.get(order.size() - 1) == 0
        && isOffset(read.at().get(order.get(order.size() - 2)))
        && order.subList(0, order.size() - 2).stream().noneMatch(axis -> depends(read, axis));
  }

  private boolean isOffset(Expr place) {
    return Affine.of(place).filter(affine -> affine.coefficient(along) == 1).isPresent();
  }

  private boolean depends(Expr.Read read, int axis) {
    return ExprQueries.freeIndices(read.at().get(axis)).contains(along);
  }
}
