package dev.layerc.gradient;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Reduce;
import dev.layerc.equation.Program;
import dev.layerc.equation.Reducer;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The tensors that depend, through operators with a derivative, on one that a gradient is wanted
 * of. No other tensor needs an adjoint (S7): the first layer's {@code dx} is never written, nor
 * what only frozen parameters would use.
 */
final class ActiveTensors {
  private final ScalarDerivatives derivatives;
  private final Set<Tensor> active;

  private ActiveTensors(ScalarDerivatives derivatives, Set<Tensor> wanted) {
    this.derivatives = derivatives;
    this.active = new LinkedHashSet<>(wanted);
  }

  static Set<Tensor> of(Program program, Set<Tensor> wanted, ScalarDerivatives derivatives) {
    ActiveTensors tensors = new ActiveTensors(derivatives, wanted);
    program.steps().forEach(tensors::visit);
    return tensors.active;
  }

  /** A recurrence is gone through until nothing is added. */
  private void visit(Step step) {
    int before;
    do {
      before = active.size();
      step.equations().forEach(this::visit);
    } while (active.size() > before);
  }

  private void visit(Equation equation) {
    if (equation.target().isReal() && passes(equation.value())) {
      active.add(equation.target());
    }
  }

  private boolean passes(Expr value) {
    if (value instanceof Reduce reduce) {
      boolean place = reduce.reducer() == Reducer.ARGMAX || reduce.reducer() == Reducer.ARGMIN;
      return !place && passes(reduce.body());
    }
    return ReverseExpression.reaches(derivatives, active::contains, value);
  }
}
