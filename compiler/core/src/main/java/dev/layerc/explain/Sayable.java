package dev.layerc.explain;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Reducer;
import dev.layerc.equation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says with the words of the language what only the compiler has words for. */
final class Sayable {
  private Sayable() {}

  static Step step(Step step) {
    List<Equation> equations = new ArrayList<>();
    for (Equation equation : step.equations()) {
      equations.add(ExprRewriter.bottomUp(equation, Sayable::said));
    }
    return GradientNet.with(step, equations);
  }

  private static Optional<Expr> said(Expr node) {
    if (node instanceof Expr.Reduce reduce && reduce.reducer() == Reducer.ARGMIN) {
      Expr negated = new Expr.Apply(Operator.NEGATE, reduce.body());
      return Optional.of(
          new Expr.Reduce(Reducer.ARGMAX, reduce.indices(), reduce.where(), negated));
    }
    return node instanceof Expr.Read read ? Optional.of(ofPartOfAnAxis(read)) : Optional.empty();
  }

  /** An index alone on an axis has the axis's size; one that runs over a part of it is i+0. */
  private static Expr ofPartOfAnAxis(Expr.Read read) {
    List<Expr> at = new ArrayList<>();
    for (int axis = 0; axis < read.at().size(); axis++) {
      Expr place = read.at().get(axis);
      boolean part =
          place instanceof Expr.IndexValue value
              && value.index().extent() != read.tensor().extent(axis);
      at.add(part ? new Expr.Apply(Operator.ADD, place, Arithmetic.literal(0)) : place);
    }
    return at.equals(read.at()) ? read : new Expr.Read(read.tensor(), at, read.otherwise());
  }
}
