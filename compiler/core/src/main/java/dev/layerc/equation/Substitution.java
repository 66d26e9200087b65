package dev.layerc.equation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Replaces free indices by expressions. A reducer's own index is never replaced, and is renamed
 * where an index of a replacement would otherwise be caught by it: {@code i := k} in {@code sum[k]
 * x[i,k]} gives {@code sum[k2] x[k,k2]}.
 *
 * <p>{@link Index#BATCH} cannot be renamed: a replacement that names it must not go under a reducer
 * over the batch, which is refused.
 */
public final class Substitution {
  private final Map<Index, Expr> replacements;

  public Substitution(Map<Index, Expr> replacements) {
    this.replacements = new LinkedHashMap<>(replacements);
  }

  /** The expression with the replacements made. */
  public static Expr substitute(Expr expr, Map<Index, Expr> replacements) {
    return new Substitution(replacements).apply(expr);
  }

  /** The expression with indices renamed. */
  public static Expr rename(Expr expr, Map<Index, Index> names) {
    Map<Index, Expr> replacements = new LinkedHashMap<>();
    names.forEach((from, to) -> replacements.put(from, new Expr.IndexValue(to)));
    return substitute(expr, replacements);
  }

  /**
   * The expression with every reducer's index under a name that {@code fresh} had not given out
   * before, so that it can be put beside others in one equation.
   */
  public static Expr renameApart(Expr expr, FreshIndices fresh) {
    if (expr instanceof Expr.Reduce reduce) {
      Map<Index, Index> names = new LinkedHashMap<>();
      reduce.indices().forEach(index -> names.put(index, fresh.like(index)));
      Expr renamed = renameBound(reduce, names);
      return ExprRewriter.mapChildren(renamed, child -> renameApart(child, fresh));
    }
    return ExprRewriter.mapChildren(expr, child -> renameApart(child, fresh));
  }

  public Expr apply(Expr expr) {
    if (replacements.isEmpty()) {
      return expr;
    }
    if (expr instanceof Expr.IndexValue value) {
      return replacements.getOrDefault(value.index(), expr);
    }
    if (expr instanceof Expr.Reduce reduce) {
      return applyUnder(reduce);
    }
    return ExprRewriter.mapChildren(expr, this::apply);
  }

  private Expr applyUnder(Expr.Reduce reduce) {
    Map<Index, Expr> inner = new LinkedHashMap<>(replacements);
    inner.keySet().removeAll(reduce.indices());
    inner.keySet().retainAll(ExprQueries.freeIndices(reduce));
    Set<Index> incoming = new LinkedHashSet<>();
    inner.values().forEach(value -> incoming.addAll(ExprQueries.freeIndices(value)));
    Expr.Reduce safe = avoidCapture(reduce, incoming);
    return ExprRewriter.mapChildren(safe, new Substitution(inner)::apply);
  }

  private static Expr.Reduce avoidCapture(Expr.Reduce reduce, Set<Index> incoming) {
    Set<String> taken = new LinkedHashSet<>(ExprQueries.indexNames(reduce));
    Set<String> names = new LinkedHashSet<>();
    incoming.forEach(index -> names.add(index.name()));
    taken.addAll(names);
    FreshIndices fresh = new FreshIndices(taken);
    Map<Index, Index> renamed = new LinkedHashMap<>();
    for (Index index : reduce.indices()) {
      if (names.contains(index.name())) {
        if (index.isBatch()) {
          throw new IllegalArgumentException("the batch index would be caught by a reducer");
        }
        renamed.put(index, fresh.like(index));
      }
    }
    return renamed.isEmpty() ? reduce : renameBound(reduce, renamed);
  }

  private static Expr.Reduce renameBound(Expr.Reduce reduce, Map<Index, Index> names) {
    List<Index> indices = new ArrayList<>();
    reduce.indices().forEach(index -> indices.add(names.getOrDefault(index, index)));
    if (indices.equals(reduce.indices())) {
      return reduce;
    }
    Map<Index, Index> changed = new LinkedHashMap<>(names);
    changed.entrySet().removeIf(entry -> entry.getKey().equals(entry.getValue()));
    Optional<Expr> where = reduce.where().map(guard -> rename(guard, changed));
    return new Expr.Reduce(reduce.reducer(), indices, where, rename(reduce.body(), changed));
  }
}
