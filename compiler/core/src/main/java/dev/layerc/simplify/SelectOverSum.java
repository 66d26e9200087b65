package dev.layerc.simplify;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.IndexValue;
import dev.layerc.equation.Expr.Literal;
import dev.layerc.equation.Expr.Reduce;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Interval;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Reducer;
import dev.layerc.equation.Substitution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sum in which one term counts is that term (S3).
 *
 * <pre>
 *   sum[i, j where j == k] e   →   sum[i] e with k for j      k within the range of j
 * </pre>
 */
final class SelectOverSum implements Rewrite {
  @Override
  public Draft apply(Draft draft) {
    return Rewrite.everywhere(draft, SelectOverSum::select);
  }

  private static Optional<Expr> select(Expr expr) {
    if (!(expr instanceof Reduce reduce)
        || reduce.reducer() != Reducer.SUM
        || reduce.where().isEmpty()) {
      return Optional.empty();
    }
    List<Expr> guards = ExprQueries.conjuncts(reduce.where().get());
    for (Expr guard : guards) {
      for (Index index : reduce.indices()) {
        Optional<Expr> value = solve(guard, index);
        if (value.isPresent()) {
          return Optional.of(without(reduce, guards, guard, index, value.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** The value that {@code guard} forces {@code index} to have. */
  private static Optional<Expr> solve(Expr guard, Index index) {
    if (index.isBatch() || !(guard instanceof Apply apply) || apply.operator() != Operator.EQUAL) {
      return Optional.empty();
    }
    IndexValue wanted = new IndexValue(index);
    Expr left = apply.operands().get(0);
    Expr right = apply.operands().get(1);
    Expr value = left.equals(wanted) ? right : right.equals(wanted) ? left : null;
    boolean usable =
        value != null
            && !ExprQueries.freeIndices(value).contains(index)
            && (value instanceof IndexValue || value instanceof Literal)
            && Interval.of(value).within(index.extent());
    return usable ? Optional.of(value) : Optional.empty();
  }

  private static Expr without(
      Reduce reduce, List<Expr> guards, Expr guard, Index index, Expr value) {
    List<Expr> others = new ArrayList<>();
    for (Expr other : guards) {
      if (other != guard) {
        others.add(Substitution.substitute(other, Map.of(index, value)));
      }
    }
    Expr body = Substitution.substitute(reduce.body(), Map.of(index, value));
    List<Index> rest = reduce.indices().stream().filter(i -> !i.equals(index)).toList();
    return rest.isEmpty()
        ? Arithmetic.where(others, body)
        : new Reduce(Reducer.SUM, rest, Arithmetic.all(others), body);
  }
}
