package dev.layerc.simplify;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Congruence;
import dev.layerc.equation.Equation;
import dev.layerc.equation.EvenDivisions;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.Expr.Reduce;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.FreshIndices;
import dev.layerc.equation.Index;
import dev.layerc.equation.Interval;
import dev.layerc.equation.ReadBounds;
import dev.layerc.equation.Reducer;
import dev.layerc.equation.ZeroOutside;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a condition asks that something can be divided, sums over the quotients in the place of an
 * index that has to be searched for them.
 *
 * <pre>
 *   sum[i where (i+1-k) % 2 == 0] a[i] * b[(i+1-k)/2 else 0]   →   sum[i] a[2*i+k-1 else 0] * b[i]
 *   max[k where k % 3 == 1] x[k]                               →   max[k] x[3*k+1]
 * </pre>
 *
 * <p>The first needs that terms beyond the edge of {@code a} are 0, and that {@code a} is longer
 * than the window that {@code k} runs over: there are about as many quotients as terms then.
 */
final class SumOverQuotients implements Rewrite {
  @Override
  public Draft apply(Draft draft) {
    return Rewrite.equations(draft, SumOverQuotients::rewrite);
  }

  private static Equation rewrite(Equation equation) {
    return ExprRewriter.bottomUp(
        equation,
        node -> node instanceof Reduce reduce ? rewrite(reduce, equation) : Optional.empty());
  }

  private static Optional<Expr> rewrite(Reduce reduce, Equation equation) {
    Optional<Reduce> next = step(reduce, equation);
    Optional<Expr> result = Optional.empty();
    while (next.isPresent()) {
      result = Optional.of(next.get());
      next = step(next.get(), equation);
    }
    return result;
  }

  private static Optional<Reduce> step(Reduce reduce, Equation equation) {
    if (reduce.where().isEmpty() || !takesTermsAnyhow(reduce.reducer())) {
      return Optional.empty();
    }
    List<Expr> guards = ExprQueries.conjuncts(reduce.where().get());
    return guards.stream()
        .flatMap(guard -> Congruence.of(guard).stream())
        .flatMap(
            congruence ->
                reduce.indices().stream()
                    .filter(index -> !index.isBatch() && congruence.indices().contains(index))
                    .flatMap(index -> Quotients.of(reduce, congruence, index).stream()))
        .findFirst()
        .map(quotients -> quotients.over(reduce, equation));
  }

  /** True where neither the number nor the places of terms are in the result. */
  private static boolean takesTermsAnyhow(Reducer reducer) {
    return switch (reducer) {
      case SUM, PROD, MAX, MIN, LSE -> true;
      case MEAN, ARGMAX, ARGMIN -> false;
    };
  }

  /**
   * The values of an index as those of another, which counts from 0.
   *
   * @param value {@code index}, with {@code counter} in it
   */
  private record Quotients(Index index, Index counter, Affine value) {

    static Optional<Quotients> of(Reduce reduce, Congruence congruence, Index index) {
      return congruence.indices().size() == 1
          ? ofAlone(congruence, index)
          : ofLonger(reduce, congruence, index);
    }

    /** Of {@code 2*k+1} that 3 divides: 1, 4, 7 ... */
    private static Optional<Quotients> ofAlone(Congruence congruence, Index index) {
      long step = congruence.period(index);
      for (long first = 0; first < Math.min(step, index.extent()); first++) {
        if (congruence.holdsAt(index, first)) {
          Index counter = new Index(index.name(), (int) ((index.extent() - 1 - first) / step + 1));
          Affine value = Affine.of(counter).times(step).plus(Affine.constant(first));
          return Optional.of(new Quotients(index, counter, value));
        }
      }
      return Optional.empty();
    }

    /** Those at which a factor is not 0 that is read at the quotient, if an index is so long. */
    private static Optional<Quotients> ofLonger(Reduce reduce, Congruence congruence, Index index) {
      boolean isLongest =
          congruence.indices().stream()
              .allMatch(other -> other.equals(index) || other.extent() < index.extent());
      if (reduce.reducer() != Reducer.SUM
          || Math.abs(congruence.number().coefficient(index)) != 1
          || !isLongest
          || !ZeroOutside.vanishes(reduce.body(), index)) {
        return Optional.empty();
      }
      Interval range = congruence.quotients();
      for (Read factor : ZeroOutside.factors(reduce.body())) {
        range = range.intersect(counting(factor, congruence));
      }
      long terms = index.extent() / congruence.modulus() + 1;
      if (range.isEmpty() || !range.isBounded() || range.high() - range.low() >= 2 * terms) {
        return Optional.empty();
      }
      Index counter = new Index(index.name(), (int) (range.high() - range.low() + 1));
      Affine quotient = Affine.of(counter).plus(Affine.constant(range.low()));
      return Optional.of(new Quotients(index, counter, congruence.solvedFor(index, quotient)));
    }

    /** The quotients at which a factor is inside of its tensor; elsewhere it is 0. */
    private static Interval counting(Read factor, Congruence congruence) {
      Interval range = Interval.ALL;
      boolean zero = factor.otherwise().isPresent() && factor.otherwise().getAsDouble() == 0;
      for (int axis = 0; axis < factor.at().size(); axis++) {
        if (zero && congruence.isQuotient(factor.at().get(axis))) {
          range = range.intersect(new Interval(0, factor.tensor().extent(axis) - 1L));
        }
      }
      return range;
    }

    /** The reduction over the quotients. */
    Reduce over(Reduce reduce, Equation equation) {
      Index own = isBoundOnce(equation) ? counter : fresh(reduce, equation);
      Affine there = value.renamed(counter, own);
      List<Index> indices = new ArrayList<>(reduce.indices());
      indices.set(indices.indexOf(index), own);
      Reduce all = EvenDivisions.over(reduce, indices, Map.of(index, there.toExpr()), List.of());
      return new Reduce(
          all.reducer(), indices, all.where(), ReadBounds.withoutNeedlessElse(all.body()));
    }

    private boolean isBoundOnce(Equation equation) {
      List<Expr> binders = new ArrayList<>();
      ExprQueries.forEach(
          equation.value(),
          node -> {
            if (node instanceof Reduce other
                && other.indices().stream().anyMatch(this::isNamesake)) {
              binders.add(other);
            }
          });
      return binders.size() == 1;
    }

    private boolean isNamesake(Index other) {
      return other.name().equals(index.name());
    }

    private Index fresh(Reduce reduce, Equation equation) {
      Set<String> names = new LinkedHashSet<>(ExprQueries.indexNames(equation));
      names.addAll(ExprQueries.indexNames(reduce));
      return new FreshIndices(names).like(counter);
    }
  }
}
