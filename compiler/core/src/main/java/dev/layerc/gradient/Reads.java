package dev.layerc.gradient;

import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.LinkedHashSet;
import java.util.Set;

/** The tensors that a step reads. */
final class Reads {
  private Reads() {}

  static Set<Tensor> of(Step step) {
    Set<Tensor> tensors = new LinkedHashSet<>();
    step.equations().forEach(equation -> tensors.addAll(ExprQueries.tensors(equation)));
    return tensors;
  }
}
