package dev.layerc.simplify;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.IndexValue;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.Index;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.Step;
import dev.layerc.equation.Substitution;
import dev.layerc.equation.Tensor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The equations that alone define a tensor, each element by one value. */
final class Definitions {
  private final Map<Tensor, Equation> equations = new LinkedHashMap<>();
  private final Set<Tensor> recurrent = new LinkedHashSet<>();

  Definitions(List<Step> steps) {
    Set<Tensor> writtenTwice = new LinkedHashSet<>();
    for (Step step : steps) {
      for (Equation equation : step.equations()) {
        if (equations.put(equation.target(), equation) != null
            || !equation.isGather()
            || equation.where().isPresent()
            || equation.accumulate()) {
          writtenTwice.add(equation.target());
        }
        if (step instanceof Recurrence) {
          recurrent.add(equation.target());
        }
      }
    }
    equations.keySet().removeAll(writtenTwice);
  }

  Optional<Equation> of(Tensor tensor) {
    return Optional.ofNullable(equations.get(tensor));
  }

  /** True where the tensor is computed in a time loop. */
  boolean isRecurrent(Tensor tensor) {
    return recurrent.contains(tensor);
  }

  /** What stands at a read, by the tensor's definition; empty where it is not a plain value. */
  Optional<Expr> valueAt(Read read) {
    if (read.otherwise().isPresent() || isRecurrent(read.tensor())) {
      return Optional.empty();
    }
    return of(read.tensor()).map(equation -> valueAt(equation, read));
  }

  /** The value of {@code equation} with its indices at the places of {@code read}. */
  static Expr valueAt(Equation equation, Read read) {
    Map<Index, Expr> places = new LinkedHashMap<>();
    for (int axis = 0; axis < read.at().size(); axis++) {
      Index index = equation.indices().get(axis);
      Expr at = read.at().get(axis);
      if (!at.equals(new IndexValue(index))) {
        places.put(index, at);
      }
    }
    return Substitution.substitute(equation.value(), places);
  }
}
