package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Reducer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code Y[a] = f(sum[r] product)}: an equation with one sum of a product of reads, or a sum over
 * the samples. Matrix products, their gradients and convolutions are of this form; nearly all the
 * work of a network is in them.
 */
record Contraction(Equation equation, Expr.Reduce sum, List<Expr> factors) {
  Contraction {
    factors = List.copyOf(factors);
  }

  static Optional<Contraction> of(Equation equation) {
    List<Expr.Reduce> reductions = new ArrayList<>();
    ExprQueries.forEach(
        equation.value(),
        node -> {
          if (node instanceof Expr.Reduce reduce) {
            reductions.add(reduce);
          }
        });
    if (!equation.isGather() || equation.where().isPresent() || reductions.size() != 1) {
      return Optional.empty();
    }
    Expr.Reduce sum = reductions.get(0);
    List<Expr> factors = factorsOf(sum.body());
    long reads = factors.stream().filter(Expr.Read.class::isInstance).count();
    boolean overSamples = sum.indices().contains(Index.BATCH);
    boolean is =
        sum.reducer() == Reducer.SUM && sum.where().isEmpty() && (reads >= 2 || overSamples);
    return is ? Optional.of(new Contraction(equation, sum, factors)) : Optional.empty();
  }

  private static List<Expr> factorsOf(Expr body) {
    if (body instanceof Expr.Apply apply && apply.operator() == Operator.MULTIPLY) {
      List<Expr> factors = new ArrayList<>(factorsOf(apply.operands().get(0)));
      factors.addAll(factorsOf(apply.operands().get(1)));
      return factors;
    }
    return List.of(body);
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
