package dev.layerc.gradient;

import dev.layerc.equation.ElementType;
import dev.layerc.equation.Program;
import dev.layerc.equation.Role;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gives out tensors whose names no tensor of the program has. */
final class TensorNames {
  private final Set<String> taken = new LinkedHashSet<>();

  TensorNames(Program program) {
    List<Tensor> tensors = new ArrayList<>(program.inputs());
    tensors.addAll(program.targets());
    program.parameters().forEach(p -> tensors.add(p.tensor()));
    program.states().forEach(s -> tensors.add(s.tensor()));
    for (Step step : program.steps()) {
      tensors.addAll(step.targets());
    }
    tensors.forEach(tensor -> taken.add(tensor.name()));
  }

  /**
   * The adjoint of {@code primal}: {@code dense1.dW} for {@code dense1.W}, {@code dz} for {@code
   * z}.
   */
  Tensor adjointOf(Tensor primal) {
    int last = primal.name().lastIndexOf('.') + 1;
    String name = primal.name().substring(0, last) + "d" + primal.name().substring(last);
    return new Tensor(
        fresh(name), Role.ADJOINT, ElementType.REAL, primal.shape(), primal.perSample());
  }

  /** A value that belongs to {@code primal}: {@code pool1.y_argmax}. */
  Tensor valueFor(
      Tensor primal, String purpose, ElementType type, List<Integer> shape, boolean perSample) {
    return new Tensor(fresh(primal.name() + "_" + purpose), Role.VALUE, type, shape, perSample);
  }

  private String fresh(String wanted) {
    String name = wanted;
    for (int number = 2; !taken.add(name); number++) {
      name = wanted + number;
    }
    return name;
  }
}
