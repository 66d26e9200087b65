package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Steps for a batch as steps for one sample.
 *
 * <pre>{@code
 * y[batch,c,i] = x[batch,c,i] + b[c]   ->   y[c,i] = x[c,i] + b[c]
 * }</pre>
 */
final class OneSample {
  private OneSample() {}

  /** The steps without their batch axes; empty where a number of a sample is asked for. */
  static Optional<List<Step>> of(List<Step> steps) {
    List<Step> ofOne =
        steps.stream().map(step -> ExprRewriter.mapEquations(step, OneSample::of)).toList();
    boolean done =
        ofOne.stream()
            .flatMap(step -> step.equations().stream())
            .allMatch(
                equation ->
                    isFree(equation.value()) && equation.at().stream().allMatch(OneSample::isFree));
    return done ? Optional.of(ofOne) : Optional.empty();
  }

  private static boolean isFree(Expr expr) {
    return !ExprQueries.freeIndices(expr).contains(Index.BATCH)
        && !ExprQueries.anyMatch(
            expr,
            node ->
                node instanceof Expr.RandomDraw
                    || (node instanceof Expr.Reduce reduce
                        && reduce.indices().contains(Index.BATCH)));
  }

  private static Equation of(Equation equation) {
    List<Index> indices = new ArrayList<>(equation.indices());
    indices.remove(Index.BATCH);
    Expr.Read target = of(new Expr.Read(equation.target(), equation.at()));
    return new Equation(
        target.tensor(),
        indices,
        target.at(),
        equation.where().map(OneSample::of),
        of(equation.value()),
        equation.accumulate(),
        equation.origin());
  }

  private static Expr of(Expr expr) {
    return ExprRewriter.bottomUp(
        expr, node -> node instanceof Expr.Read read ? Optional.of(of(read)) : Optional.empty());
  }

  private static Expr.Read of(Expr.Read read) {
    Expr sample = new Expr.IndexValue(Index.BATCH);
    return read.tensor().perSample() && read.at().get(0).equals(sample)
        ? new Expr.Read(of(read.tensor()), read.at().subList(1, read.at().size()), read.otherwise())
        : read;
  }

  /** The tensor of one sample, under the same name. */
  static Tensor of(Tensor tensor) {
    return new Tensor(tensor.name(), tensor.role(), tensor.type(), tensor.shape(), false);
  }
}
