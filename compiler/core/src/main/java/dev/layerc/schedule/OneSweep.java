package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.loop.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where all indices of a group are one loop: everything that has them is an array without rows, in
 * the same order, and is read at the point itself.
 *
 * <pre>{@code
 * for (o) for (c) { K[o*16 + c] = K[o*16 + c] - dK[o*16 + c]; }
 * ->
 * for (i) { K[i] = K[i] - dK[i]; }
 * }</pre>
 */
final class OneSweep {
  private final List<Index> indices;
  private final List<Integer> order;
  private final Storage storage;

  private OneSweep(List<Index> indices, List<Integer> order, Storage storage) {
    this.indices = indices;
    this.order = order;
    this.storage = storage;
  }

  /** The index that lies innermost, if all of the group is one loop. */
  static Optional<Index> of(Group group, Storage storage) {
    List<Index> indices = group.first().indices();
    if (indices.size() < 2) {
      return Optional.empty();
    }
    return group.equations().stream()
        .flatMap(equation -> storage.find(equation.target()).stream())
        .findFirst()
        .map(buffer -> new OneSweep(indices, buffer.layout().order(), storage))
        .filter(sweep -> group.equations().stream().allMatch(sweep::fits))
        .map(OneSweep::innermost);
  }

  private Index innermost() {
    return indices.get(order.get(order.size() - 1));
  }

  private boolean fits(Equation equation) {
    return equation.where().isEmpty()
        && fits(new Expr.Read(equation.target(), equation.at()))
        && fits(equation.value());
  }

  private boolean fits(Expr expr) {
    if (expr instanceof Expr.Read read) {
      return isThere(read);
    }
    if (expr instanceof Expr.IndexValue value) {
      return !indices.contains(value.index());
    }
    return !(expr instanceof Expr.RandomDraw)
        && ExprRewriter.children(expr).stream().allMatch(this::fits);
  }

  private boolean isThere(Expr.Read read) {
    if (ExprQueries.freeIndices(read).stream().noneMatch(indices::contains)) {
      return true;
    }
    return read.otherwise().isEmpty()
        && read.at().equals(point())
        && storage.find(read.tensor()).map(buffer -> isInOrder(buffer.layout())).orElse(true);
  }

  private boolean isInOrder(Layout layout) {
    return layout.isFlat() && layout.order().equals(order);
  }

  private List<Expr> point() {
    return new ArrayList<>(indices.stream().map(Expr.IndexValue::new).toList());
  }
}
