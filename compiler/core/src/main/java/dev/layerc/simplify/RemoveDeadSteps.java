package dev.layerc.simplify;

import dev.layerc.equation.Equation;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Drops what nobody reads (S7, S11). */
final class RemoveDeadSteps implements Rewrite {
  @Override
  public Draft apply(Draft draft) {
    Set<Tensor> needed = new LinkedHashSet<>(draft.kept());
    List<Step> live = new ArrayList<>();
    for (int i = draft.steps().size() - 1; i >= 0; i--) {
      Step step = draft.steps().get(i);
      if (step instanceof Recurrence recurrence) {
        List<Equation> equations = live(recurrence, needed);
        if (!equations.isEmpty()) {
          live.add(0, new Recurrence(recurrence.time(), recurrence.descending(), equations));
        }
      } else if (needed.contains(((Equation) step).target())) {
        needed.addAll(ExprQueries.tensors((Equation) step));
        live.add(0, step);
      }
    }
    return draft.withSteps(live);
  }

  private static List<Equation> live(Recurrence recurrence, Set<Tensor> needed) {
    int before;
    do {
      before = needed.size();
      for (Equation equation : recurrence.equations()) {
        if (needed.contains(equation.target())) {
          needed.addAll(ExprQueries.tensors(equation));
        }
      }
    } while (needed.size() > before);
    return recurrence.equations().stream().filter(e -> needed.contains(e.target())).toList();
  }
}
