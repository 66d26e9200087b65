package dev.layerc.schedule;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Congruence;
import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Equation;
import dev.layerc.equation.EvenDivisions;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.FreshIndices;
import dev.layerc.equation.Index;
import dev.layerc.equation.IndexRanges;
import dev.layerc.equation.Operator;
import dev.layerc.equation.ReadBounds;
import dev.layerc.equation.Reducer;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.equation.ZeroOutside;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a sum whose terms a remainder chooses one for each remainder: it runs over the terms that
 * count alone then, and reads at sums of indices.
 *
 * <pre>{@code
 * y[i] = f(sum[k where (i+1-k)%2 == 0] w[k]*x[(i+1-k)/2 else 0])
 * ->
 * y'[r,m] = sum[q] w[2*q+r else 0]*x[m-q else 0];  y[i] = f(y'[(i+1)%2, (i+1)/2])
 * }</pre>
 *
 * <p>So a transposed convolution is as many convolutions as its stride has remainders, along each
 * axis; their results are put side by side in the end. {@link RemainderSplit} has the arithmetic.
 */
final class SplitByRemainder {
  private final Equation equation;
  private final List<Equation> sums = new ArrayList<>();

  private SplitByRemainder(Equation equation) {
    this.equation = equation;
  }

  static DerivedProgram in(DerivedProgram program) {
    return program.replacing(SplitByRemainder::in);
  }

  static List<Equation> in(Equation equation) {
    if (!equation.isGather() || equation.where().isPresent()) {
      return List.of(equation);
    }
    SplitByRemainder split = new SplitByRemainder(equation);
    Equation whole = equation.withValue(ExprRewriter.topDown(equation.value(), split::whole));
    split.sums.add(whole);
    return split.sums;
  }

  /** What stands in the place of a reduction: the element of all of them at its place. */
  private Optional<Expr> whole(Expr node) {
    if (!(node instanceof Expr.Reduce reduce)
        || reduce.where().isEmpty()
        || !ReadBounds.areProved(reduce, IndexRanges.WHOLE)
        || ExprQueries.anyMatch(reduce, Expr.RandomDraw.class::isInstance)) {
      return Optional.empty();
    }
    List<RemainderSplit> splits = splits(reduce);
    return splits.isEmpty() ? Optional.empty() : Optional.of(whole(reduce, splits));
  }

  /** One for each condition, as far as these are about different indices. */
  private List<RemainderSplit> splits(Expr.Reduce reduce) {
    List<Index> places = new ArrayList<>(equation.indices());
    List<Index> terms = new ArrayList<>(reduce.indices());
    FreshIndices fresh = new FreshIndices(ExprQueries.indexNames(equation));
    List<RemainderSplit> splits = new ArrayList<>();
    for (Expr guard : ExprQueries.conjuncts(reduce.where().orElseThrow())) {
      Congruence.of(guard)
          .flatMap(congruence -> RemainderSplit.of(congruence, places, terms, fresh))
          .filter(split -> isDefined(reduce.reducer(), split))
          .ifPresent(
              split -> {
                splits.add(split);
                places.remove(split.place());
                terms.remove(split.term());
              });
    }
    return splits;
  }

  /** True where it is known what no term at all makes. */
  private static boolean isDefined(Reducer reducer, RemainderSplit split) {
    return switch (reducer) {
      case SUM -> true;
      case PROD, MAX, MIN, LSE -> split.hasTerms().isEmpty();
      case MEAN, ARGMAX, ARGMIN -> false;
    };
  }

  private Expr whole(Expr.Reduce reduce, List<RemainderSplit> splits) {
    Equation parts = parts(reduce, splits);
    sums.add(parts);
    List<Expr> at = new ArrayList<>(Arithmetic.values(equation.indices()));
    List<Expr> remainders = new ArrayList<>();
    List<Expr> conditions = new ArrayList<>();
    for (RemainderSplit split : splits) {
      remainders.add(split.remainderOfPlace());
      at.set(equation.indices().indexOf(split.place()), split.quotientOfPlace());
      split.hasTerms().ifPresent(conditions::add);
    }
    at.addAll(firstAxis(), remainders);
    return Arithmetic.where(conditions, new Expr.Read(parts.target(), at));
  }

  /** The sums of all remainders, these first. */
  private Equation parts(Expr.Reduce reduce, List<RemainderSplit> splits) {
    List<Index> indices = new ArrayList<>(equation.indices());
    List<Index> remainders = new ArrayList<>();
    Expr sum = reduce;
    for (RemainderSplit split : splits) {
      indices.set(indices.indexOf(split.place()), split.placeQuotient());
      remainders.add(split.remainder());
      sum = over((Expr.Reduce) sum, split);
    }
    indices.addAll(firstAxis(), remainders);
    return Equation.gather(target(indices), indices, sum, equation.origin());
  }

  /** After the samples'. */
  private int firstAxis() {
    return equation.target().perSample() ? 1 : 0;
  }

  private static Expr over(Expr.Reduce reduce, RemainderSplit split) {
    List<Index> indices = new ArrayList<>(reduce.indices());
    indices.set(indices.indexOf(split.term()), split.termQuotient());
    List<Expr> guards = new ArrayList<>();
    boolean vanishes =
        reduce.reducer() == Reducer.SUM && ZeroOutside.vanishes(reduce.body(), split.term());
    if (split.exceedsTerms() && !vanishes) {
      guards.add(
          new Expr.Apply(
              Operator.LESS,
              split.termValue().toExpr(),
              Arithmetic.literal(split.term().extent())));
    }
    return EvenDivisions.over(reduce, indices, split.values(), guards);
  }

  /** Memory for the sums; no name of a spec has a space. */
  private Tensor target(List<Index> indices) {
    Tensor of = equation.target();
    List<Integer> shape = indices.stream().filter(i -> !i.isBatch()).map(Index::extent).toList();
    String number = sums.isEmpty() ? "" : " " + (sums.size() + 1);
    String name = of.name() + " by remainder" + number;
    return new Tensor(name, Role.VALUE, ElementType.REAL, shape, of.perSample());
  }
}
