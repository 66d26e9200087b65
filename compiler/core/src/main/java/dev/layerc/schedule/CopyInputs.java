package dev.layerc.schedule;

import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Role;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Copies inputs to rows of their own where a row form reads along them: HotSpot vectorises {@code
 * w[i] * x[i]} but, on JDK 17, not {@code w[i] * x[784*s + i]}.
 */
final class CopyInputs {
  private final Map<Tensor, Tensor> copies = new LinkedHashMap<>();

  private CopyInputs(Set<Tensor> inputs) {
    inputs.forEach(
        x -> copies.put(x, new Tensor(x.name() + " rows", Role.VALUE, x.type(), x.shape(), true)));
  }

  static DerivedProgram in(DerivedProgram program, Set<Tensor> inputs) {
    CopyInputs copy = new CopyInputs(inputs);
    return new DerivedProgram(
        program.source(),
        copy.withCopies(program.inference()),
        copy.withCopies(program.evaluation()),
        copy.withCopies(program.forward()),
        copy.readingCopies(program.backward()),
        program.gradients());
  }

  private List<Step> withCopies(List<Step> steps) {
    List<Step> all = new ArrayList<>();
    copies.forEach((input, rows) -> all.add(copy(input, rows, steps)));
    all.addAll(readingCopies(steps));
    return all;
  }

  private static Equation copy(Tensor input, Tensor rows, List<Step> steps) {
    List<Index> indices = new ArrayList<>(List.of(Index.BATCH));
    for (int extent : input.shape()) {
      indices.add(new Index("i" + indices.size(), extent));
    }
    List<Expr> at = indices.stream().<Expr>map(Expr.IndexValue::new).toList();
    Origin origin = steps.get(0).equations().get(0).origin();
    return Equation.gather(rows, indices, new Expr.Read(input, at), origin);
  }

  private List<Step> readingCopies(List<Step> steps) {
    return steps.stream()
        .map(
            step ->
                ExprRewriter.mapEquations(
                    step, equation -> ExprRewriter.mapExpressions(equation, this::readingCopies)))
        .toList();
  }

  private Expr readingCopies(Expr expr) {
    return ExprRewriter.bottomUp(
        expr,
        node ->
            node instanceof Expr.Read read && copies.containsKey(read.tensor())
                ? Optional.of(new Expr.Read(copies.get(read.tensor()), read.at(), read.otherwise()))
                : Optional.empty());
  }
}
