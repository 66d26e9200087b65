package dev.layerc.simplify;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One rewrite of a draft into an equal one. */
public interface Rewrite {
  Draft apply(Draft draft);

  /** Applies {@code rule} to every node of every equation, sub-expressions first. */
  static Draft everywhere(Draft draft, Function<Expr, Optional<Expr>> rule) {
    return equations(draft, equation -> ExprRewriter.bottomUp(equation, rule));
  }

  /** Applies {@code change} to every equation. */
  static Draft equations(Draft draft, Function<Equation, Equation> change) {
    List<Step> steps = new ArrayList<>();
    draft.steps().forEach(step -> steps.add(ExprRewriter.mapEquations(step, change)));
    return draft.withSteps(steps);
  }
}
