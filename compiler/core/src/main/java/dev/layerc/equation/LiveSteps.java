package dev.layerc.equation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The steps that somebody reads, directly or through others. */
public final class LiveSteps {
  private LiveSteps() {}

  /**
   * Steps without those that nothing in {@code kept} comes from.
   *
   * @param steps ordered by dependency
   * @param kept the tensors that somebody outside of the steps will read
   */
  public static List<Step> of(List<Step> steps, Set<Tensor> kept) {
    Set<Tensor> needed = new LinkedHashSet<>(kept);
    List<Step> live = new ArrayList<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
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
    return live;
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
