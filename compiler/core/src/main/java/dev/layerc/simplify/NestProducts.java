package dev.layerc.simplify;

import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Reduce;
import dev.layerc.equation.Index;
import dev.layerc.equation.Reducer;
import java.util.List;
import java.util.Optional;

/** {@code prod[i, j where w] e} → {@code prod[i] prod[j where w] e}. */
final class NestProducts implements Rewrite {
  @Override
  public Draft apply(Draft draft) {
    return Rewrite.everywhere(draft, NestProducts::nest);
  }

  private static Optional<Expr> nest(Expr expr) {
    if (!(expr instanceof Reduce reduce)
        || reduce.reducer() != Reducer.PROD
        || reduce.indices().size() == 1) {
      return Optional.empty();
    }
    List<Index> indices = reduce.indices();
    Expr nested = reduce.body();
    for (int i = indices.size() - 1; i >= 0; i--) {
      Optional<Expr> where = i == indices.size() - 1 ? reduce.where() : Optional.empty();
      nested = new Reduce(Reducer.PROD, List.of(indices.get(i)), where, nested);
    }
    return Optional.of(nested);
  }
}
