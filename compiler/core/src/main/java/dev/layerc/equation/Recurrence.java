package dev.layerc.equation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Equations that read one another, or themselves, at an earlier value of {@code time}: {@code
 * h[t,i] = f(h[t-1,k else 0])}. They are evaluated together, for one value of {@code time} after
 * the other, upwards or {@code descending}; within one value, in the order of the list. Every
 * equation has {@code time} among its indices, under this name.
 */
public record Recurrence(Index time, boolean descending, List<Equation> equations) implements Step {

  public Recurrence {
    equations = List.copyOf(equations);
    for (Equation equation : equations) {
      if (!equation.indices().contains(time)) {
        throw new IllegalArgumentException(equation.target() + " does not run over " + time);
      }
    }
  }

  @Override
  public Set<Tensor> targets() {
    Set<Tensor> targets = new LinkedHashSet<>();
    equations.forEach(e -> targets.add(e.target()));
    return targets;
  }
}
