package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Reducer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code Y[a] = f(sum[r] product)}: an equation with one sum of a product of reads, or a sum over
 * the samples. Matrix products, their gradients and convolutions are of this form; nearly all the
 * work of a network is in them.
 *
 * @param range the terms that count, where these are not all; neither {@code equation} nor {@code
 *     sum} says so
 */
record Contraction(
    Equation equation, Expr.Reduce sum, List<Expr> factors, Optional<TermRange> range) {
  Contraction {
    factors = List.copyOf(factors);
  }

  static Optional<Contraction> of(Equation equation) {
    if (refusal(equation).isPresent()) {
      return Optional.empty();
    }
    Expr.Reduce sum = reductions(equation).get(0);
    return Optional.of(new Contraction(equation, sum, factorsOf(sum.body()), Optional.empty()));
  }

  /** The same, also where a condition says which terms count, and these are a range. */
  static Optional<Contraction> ofSome(Equation equation) {
    List<Expr.Reduce> reductions = reductions(equation);
    if (reductions.size() != 1 || reductions.get(0).where().isEmpty()) {
      return of(equation);
    }
    Expr.Reduce some = reductions.get(0);
    return TermRange.of(some)
        .flatMap(range -> of(overAll(equation, some)).map(all -> all.in(range)));
  }

  /** The equation with the sum over all values of its indices. */
  private static Equation overAll(Equation equation, Expr.Reduce some) {
    Expr.Reduce all =
        new Expr.Reduce(some.reducer(), some.indices(), Optional.empty(), some.body());
    return equation.withValue(
        ExprRewriter.topDown(
            equation.value(), node -> node.equals(some) ? Optional.of(all) : Optional.empty()));
  }

  /** The same sum over a range of its terms. */
  Contraction in(TermRange terms) {
    return new Contraction(equation, sum, factors, Optional.of(terms));
  }

  /** Why an equation is none, in words; empty where it is one. */
  static Optional<String> refusal(Equation equation) {
    List<Expr.Reduce> reductions = reductions(equation);
    if (!equation.isGather() || equation.where().isPresent()) {
      return Optional.of("it writes only some elements, or several times to one");
    }
    if (reductions.size() != 1) {
      return Optional.of("it has " + reductions.size() + " reductions, not one sum");
    }
    Expr.Reduce only = reductions.get(0);
    if (only.reducer() != Reducer.SUM || only.where().isPresent()) {
      return Optional.of("its reduction is no sum over all values of its indices");
    }
    return isProductOrOverSamples(only)
        ? Optional.empty()
        : Optional.of("its sum is not over products of two tensors, or over the samples");
  }

  private static List<Expr.Reduce> reductions(Equation equation) {
    List<Expr.Reduce> reductions = new ArrayList<>();
    ExprQueries.forEach(
        equation.value(),
        node -> {
          if (node instanceof Expr.Reduce reduce) {
            reductions.add(reduce);
          }
        });
    return reductions;
  }

  private static boolean isProductOrOverSamples(Expr.Reduce sum) {
    long reads = factorsOf(sum.body()).stream().filter(Expr.Read.class::isInstance).count();
    return reads >= 2 || sum.indices().contains(Index.BATCH);
  }

  private static List<Expr> factorsOf(Expr body) {
    return ExprQueries.operands(Operator.MULTIPLY, body);
  }

  /** True where no factor depends on both indices, and each has one that does. */
  boolean sharesReads(Index one, Index other) {
    return areApart(one, other)
        && Stream.of(one, other)
            .allMatch(index -> factors.stream().anyMatch(factor -> depends(factor, index)));
  }

  /** True where no factor depends on both indices. */
  boolean areApart(Index one, Index other) {
    return factors.stream().noneMatch(factor -> depends(factor, one) && depends(factor, other));
  }

  static boolean depends(Expr factor, Index index) {
    return ExprQueries.freeIndices(factor).contains(index);
  }

  /** The number of sums, the batch counting as {@code batch}. */
  long results(int batch) {
    long results = 1;
    for (Index index : equation.indices()) {
      results *= index.isBatch() ? batch : index.extent();
    }
    return results;
  }

  /** The number of multiply-adds, the batch counting as {@code batch}. */
  long work(int batch) {
    long work = results(batch);
    for (Index index : sum.indices()) {
      work *= index.isBatch() ? batch : index.extent();
    }
    return work;
  }
}
