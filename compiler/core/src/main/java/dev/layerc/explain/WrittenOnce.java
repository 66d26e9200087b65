package dev.layerc.explain;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.FreshIndices;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import dev.layerc.gradient.GatherForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Steps in which every tensor is written by one equation, as the language has it. A scatter becomes
 * the gather it stands for; what is added to is added to under a new name.
 */
final class WrittenOnce {
  private final Map<Tensor, Tensor> last = new LinkedHashMap<>();
  private final Map<Tensor, Integer> writes = new LinkedHashMap<>();

  List<Step> steps(List<Step> steps) {
    List<Step> written = new ArrayList<>();
    for (Step step : steps) {
      List<Equation> equations = new ArrayList<>();
      step.equations().forEach(equation -> equations.add(written(equation)));
      written.add(GradientNet.with(step, equations));
    }
    return written;
  }

  /** The tensor that holds the final values. */
  Tensor last(Tensor tensor) {
    return last.getOrDefault(tensor, tensor);
  }

  private Equation written(Equation equation) {
    if (!equation.accumulate()) {
      return reading(equation);
    }
    Equation gather =
        equation.isGather() && equation.where().isEmpty()
            ? equation
            : GatherForm.of(equation, indices(equation));
    Tensor before = last(equation.target());
    Equation added = reading(gather);
    int write = writes.merge(equation.target(), 2, (count, more) -> count + 1);
    Tensor after =
        new Tensor(
            equation.target().name() + "_" + write,
            before.role(),
            before.type(),
            before.shape(),
            before.perSample());
    last.put(equation.target(), after);
    List<Expr> at = added.indices().stream().<Expr>map(Expr.IndexValue::new).toList();
    Expr old = new Expr.Read(before, at);
    Expr sum =
        Arithmetic.isZero(added.value()) ? old : new Expr.Apply(Operator.ADD, old, added.value());
    return Equation.gather(after, added.indices(), sum, equation.origin());
  }

  /** Indices for the target's axes that no index of the scatter is called. */
  private static List<Index> indices(Equation scatter) {
    Tensor target = scatter.target();
    FreshIndices fresh = new FreshIndices(ExprQueries.indexNames(scatter));
    List<Index> indices = new ArrayList<>();
    for (int axis = 0; axis < target.rank(); axis++) {
      int extent = target.extent(axis);
      indices.add(extent == Index.DYNAMIC ? Index.BATCH : fresh.like(new Index("t", extent)));
    }
    return indices;
  }

  private Equation reading(Equation equation) {
    return ExprRewriter.bottomUp(equation, this::lastRead);
  }

  private Optional<Expr> lastRead(Expr node) {
    return node instanceof Expr.Read read && last.containsKey(read.tensor())
        ? Optional.of(new Expr.Read(last(read.tensor()), read.at(), read.otherwise()))
        : Optional.empty();
  }
}
