package dev.layerc.simplify;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.Expr.Reduce;
import dev.layerc.equation.Expr.Select;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Reducer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Leaves out of a sum the terms that are 0 by the definition of a factor (R6).
 *
 * <pre>
 *   d[t,u] = u &lt;= t ? e : 0;  s[t] = sum[u] d[t,u] * v[u]   →   s[t] = sum[u where u &lt;= t] d[t,u] * v[u]
 * </pre>
 */
final class SumWhatCounts implements Rewrite {
  @Override
  public Draft apply(Draft draft) {
    Definitions definitions = new Definitions(draft.steps());
    return Rewrite.everywhere(draft, expr -> restrict(expr, definitions));
  }

  private static Optional<Expr> restrict(Expr expr, Definitions definitions) {
    if (!(expr instanceof Reduce reduce) || reduce.reducer() != Reducer.SUM) {
      return Optional.empty();
    }
    List<Expr> guards =
        new ArrayList<>(reduce.where().map(ExprQueries::conjuncts).orElse(List.of()));
    int before = guards.size();
    for (Expr factor : Product.of(reduce.body()).factors()) {
      condition(factor, definitions)
          .filter(guard -> !guards.contains(guard))
          .ifPresent(guards::add);
    }
    return guards.size() == before
        ? Optional.empty()
        : Optional.of(
            new Reduce(Reducer.SUM, reduce.indices(), Arithmetic.all(guards), reduce.body()));
  }

  /** The condition on indices under which the factor is not 0 by definition. */
  private static Optional<Expr> condition(Expr factor, Definitions definitions) {
    if (!(factor instanceof Read read) || read.otherwise().isPresent()) {
      return Optional.empty();
    }
    Optional<Equation> definition = definitions.of(read.tensor());
    if (definition.isEmpty()
        || !(definition.get().value() instanceof Select select)
        || !Arithmetic.isZero(select.whenFalse())
        || ExprQueries.anyMatch(select.condition(), node -> node instanceof Read)) {
      return Optional.empty();
    }
    Equation condition = definition.get().withValue(select.condition());
    return Optional.of(Definitions.valueAt(condition, read));
  }
}
