package dev.layerc.schedule;

import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Interval;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A reduction of an expression, and the condition under which it counts: of {@code i < 2 ? sum[k]
 * a[i,k] : sum[k] b[i-2,k]} the second one is there for {@code i >= 2} only, and reads beyond its
 * tensor elsewhere.
 *
 * @param guard empty where the reduction can be done in any case
 */
record GuardedReduction(Expr.Reduce reduce, Optional<Expr> guard) {

  /** The outermost reductions of an expression, each once, in the order of their first mention. */
  static List<GuardedReduction> in(Expr expr) {
    Map<Expr.Reduce, Optional<Expr>> found = new LinkedHashMap<>();
    collect(expr, Optional.empty(), found);
    return found.entrySet().stream()
        .map(entry -> new GuardedReduction(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static void collect(
      Expr expr, Optional<Expr> guard, Map<Expr.Reduce, Optional<Expr>> found) {
    if (expr instanceof Expr.Reduce reduce) {
      Optional<Expr> own = readsInside(reduce) ? Optional.empty() : guard;
      found.merge(reduce, own, GuardedReduction::either);
    } else if (expr instanceof Expr.Select select) {
      Expr not = new Expr.Apply(Operator.NOT, select.condition());
      collect(select.condition(), guard, found);
      collect(select.whenTrue(), Optional.of(both(guard, select.condition())), found);
      collect(select.whenFalse(), Optional.of(both(guard, not)), found);
    } else {
      ExprRewriter.children(expr).forEach(child -> collect(child, guard, found));
    }
  }

  private static Expr both(Optional<Expr> guard, Expr condition) {
    return guard
        .<Expr>map(first -> new Expr.Apply(Operator.AND, first, condition))
        .orElse(condition);
  }

  private static Optional<Expr> either(Optional<Expr> first, Optional<Expr> second) {
    return first.isEmpty() || second.isEmpty()
        ? Optional.empty()
        : Optional.of(new Expr.Apply(Operator.OR, first.get(), second.get()));
  }

  /** True where every read is inside of its tensor whatever the indices are. */
  private static boolean readsInside(Expr.Reduce reduce) {
    return ExprQueries.reads(reduce).stream()
        .allMatch(read -> read.otherwise().isPresent() || isInside(read));
  }

  private static boolean isInside(Expr.Read read) {
    Tensor tensor = read.tensor();
    return IntStream.range(tensor.perSample() ? 1 : 0, read.at().size())
        .allMatch(axis -> Interval.of(read.at().get(axis)).within(tensor.extent(axis)));
  }
}
