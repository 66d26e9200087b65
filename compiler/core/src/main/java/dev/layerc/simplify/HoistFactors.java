package dev.layerc.simplify;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Reduce;
import dev.layerc.equation.Expr.Select;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.IndexRanges;
import dev.layerc.equation.ReadBounds;
import dev.layerc.equation.Reducer;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes out of a sum what is the same for all its terms (S4).
 *
 * <pre>
 *   sum[j] a[i] * b[j] / s     →  a[i] / s * sum[j] b[j]
 *   sum[j] a[i]                →  n * a[i]                       n the extent of j
 *   sum[j] (i &lt; j ? e : 0)     →  sum[j where i &lt; j] e           for conditions on whole numbers
 *   sum[j] (c[i] ? e : 0)      →  c[i] ? sum[j] e : 0
 *   sum[j where v &amp;&amp; w[i]] e    →  w[i] ? sum[j where v] e : 0
 * </pre>
 */
final class HoistFactors implements Rewrite {
  @Override
  public Draft apply(Draft draft) {
    return Rewrite.everywhere(draft, HoistFactors::hoist);
  }

  static Optional<Expr> hoist(Expr expr) {
    if (!(expr instanceof Reduce reduce) || reduce.reducer() != Reducer.SUM) {
      return Optional.empty();
    }
    if (reduce.body() instanceof Select select && Arithmetic.isZero(select.whenFalse())) {
      Optional<Expr> moved = hoistCondition(reduce, select);
      if (moved.isPresent()) {
        return moved;
      }
    }
    Optional<Expr> outside = hoistWhere(reduce);
    return outside.isPresent() ? outside : hoistProduct(reduce);
  }

  private static Optional<Expr> hoistWhere(Reduce reduce) {
    List<Expr> fixed = new ArrayList<>();
    List<Expr> varying = new ArrayList<>();
    reduce
        .where()
        .map(ExprQueries::conjuncts)
        .orElse(List.of())
        .forEach(guard -> (isFixed(guard, reduce) ? fixed : varying).add(guard));
    if (fixed.isEmpty()) {
      return Optional.empty();
    }
    Reduce inner = with(reduce, Arithmetic.all(varying), reduce.body());
    return Optional.of(Arithmetic.where(fixed, hoist(inner).orElse(inner)));
  }

  private static Optional<Expr> hoistCondition(Reduce reduce, Select select) {
    Expr condition = select.condition();
    if (isFixed(condition, reduce)) {
      Reduce inner = with(reduce, reduce.where(), select.whenTrue());
      return Optional.of(Arithmetic.select(condition, hoist(inner).orElse(inner), Arithmetic.ZERO));
    }
    if (ExprQueries.tensors(condition).stream().anyMatch(Tensor::isReal)) {
      return Optional.empty();
    }
    Expr where = reduce.where().map(w -> Arithmetic.and(w, condition)).orElse(condition);
    Reduce inner = with(reduce, Optional.of(where), select.whenTrue());
    return Optional.of(hoist(inner).orElse(inner));
  }

  private static Optional<Expr> hoistProduct(Reduce reduce) {
    Product body = Product.of(reduce.body());
    if (body.coefficient() == 0) {
      return Optional.of(Arithmetic.ZERO);
    }
    List<Expr> outer = new ArrayList<>();
    List<Expr> inner = new ArrayList<>();
    body.factors().forEach(f -> (isFixed(f, reduce) ? outer : inner).add(f));
    List<Expr> outerDivisors = new ArrayList<>();
    List<Expr> innerDivisors = new ArrayList<>();
    body.divisors().forEach(d -> (isFixed(d, reduce) ? outerDivisors : innerDivisors).add(d));
    boolean counts = inner.isEmpty() && innerDivisors.isEmpty() && reduce.where().isEmpty();
    if (outer.isEmpty() && outerDivisors.isEmpty() && body.coefficient() == 1 && !counts) {
      return Optional.empty();
    }
    Expr rest = new Product(1, inner, innerDivisors).toExpr();
    Expr sum = counts ? ExpandMeans.size(reduce) : with(reduce, reduce.where(), rest);
    outer.add(sum);
    return Optional.of(new Product(body.coefficient(), outer, outerDivisors).toExpr());
  }

  /** True where the part is the same for all terms, and may be read outside of the sum. */
  private static boolean isFixed(Expr expr, Reduce reduce) {
    return ExprQueries.freeIndices(expr).stream().noneMatch(reduce.indices()::contains)
        && ReadBounds.areProved(expr, IndexRanges.WHOLE);
  }

  private static Reduce with(Reduce reduce, Optional<Expr> where, Expr body) {
    return new Reduce(reduce.reducer(), reduce.indices(), where, body);
  }
}
