package dev.layerc.simplify;

import dev.layerc.equation.Equation;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Leaves in a time loop only what goes round in it (R9).
 *
 * <pre>
 *   loop t { w[t,i] = sum[j] W[i,j]*x[t,j];  h[t,i] = tanh(w[t,i] + h[t-1,i else 0]);  y[t,i] = 2*h[t,i] }
 *   →
 *   w[t,i] = sum[j] W[i,j]*x[t,j];  loop t { h[t,i] = tanh(w[t,i] + h[t-1,i else 0]) };  y[t,i] = 2*h[t,i]
 * </pre>
 */
final class MinimizeRecurrences implements Rewrite {
  @Override
  public Draft apply(Draft draft) {
    List<Step> steps = new ArrayList<>();
    for (Step step : draft.steps()) {
      if (step instanceof Recurrence recurrence) {
        steps.addAll(new Cycles(recurrence).steps());
      } else {
        steps.add(step);
      }
    }
    return draft.withSteps(steps);
  }

  /** The cycles of one recurrence, each with the equations that need it and that it needs. */
  private static final class Cycles {
    private final Recurrence recurrence;
    private final List<Equation> equations;
    private final boolean[][] needs;

    Cycles(Recurrence recurrence) {
      this.recurrence = recurrence;
      this.equations = recurrence.equations();
      this.needs = new boolean[equations.size()][equations.size()];
      for (int i = 0; i < needs.length; i++) {
        for (int j = 0; j < needs.length; j++) {
          needs[i][j] = ExprQueries.tensors(equations.get(i)).contains(equations.get(j).target());
        }
      }
      close();
    }

    /** What is needed by what is needed, is needed. */
    private void close() {
      int count = needs.length;
      for (int via = 0; via < count; via++) {
        for (int i = 0; i < count; i++) {
          for (int j = 0; j < count; j++) {
            needs[i][j] |= needs[i][via] && needs[via][j];
          }
        }
      }
    }

    List<Step> steps() {
      List<Step> steps = new ArrayList<>();
      Set<Integer> done = new LinkedHashSet<>();
      while (done.size() < needs.length) {
        int next = next(done);
        List<Integer> cycle = cycle(next);
        done.addAll(cycle);
        steps.add(
            needs[next][next]
                ? new Recurrence(
                    recurrence.time(),
                    recurrence.descending(),
                    cycle.stream().map(equations::get).toList())
                : equations.get(next));
      }
      return steps;
    }

    /** The first equation whose needs, its own cycle apart, are all done. */
    private int next(Set<Integer> done) {
      for (int i = 0; i < needs.length; i++) {
        int candidate = i;
        boolean ready =
            IntStream.range(0, needs.length)
                .allMatch(j -> !needs[candidate][j] || needs[j][candidate] || done.contains(j));
        if (!done.contains(i) && ready) {
          return i;
        }
      }
      throw new IllegalStateException("cycles of cycles");
    }

    private List<Integer> cycle(int member) {
      List<Integer> cycle = new ArrayList<>();
      for (int j = 0; j < needs.length; j++) {
        if (j == member || (needs[member][j] && needs[j][member])) {
          cycle.add(j);
        }
      }
      return cycle;
    }
  }
}
