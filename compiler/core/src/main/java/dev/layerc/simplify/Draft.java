package dev.layerc.simplify;

import dev.layerc.equation.Equation;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Program;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Steps on their way to a simpler form.
 *
 * @param program where they come from
 * @param steps ordered by dependency
 * @param kept the tensors that somebody outside of the steps will read
 */
public record Draft(Program program, List<Step> steps, Set<Tensor> kept) {
  public Draft {
    steps = List.copyOf(steps);
    kept = Collections.unmodifiableSet(new LinkedHashSet<>(kept));
  }

  Draft withSteps(List<Step> other) {
    return new Draft(program, other, kept);
  }

  /** Every tensor that is written, read or only declared. */
  Set<Tensor> tensors() {
    Set<Tensor> tensors = new LinkedHashSet<>(program.inputs());
    tensors.addAll(program.targets());
    program.parameters().forEach(p -> tensors.add(p.tensor()));
    program.states().forEach(s -> tensors.add(s.tensor()));
    program.steps().forEach(s -> tensors.addAll(s.targets()));
    for (Step step : steps) {
      tensors.addAll(step.targets());
      for (Equation equation : step.equations()) {
        tensors.addAll(ExprQueries.tensors(equation));
      }
    }
    return tensors;
  }
}
