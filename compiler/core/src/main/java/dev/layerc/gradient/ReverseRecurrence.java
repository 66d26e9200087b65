package dev.layerc.gradient;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Derives the backward steps of a recurrence (R9): the adjoints of its tensors are a recurrence in
 * the other direction, its equations in the other order; all that it adds to tensors from outside
 * stands after it.
 *
 * <pre>
 *   h[t] = f(h[t-1 else c], x[t])                   t upwards
 *   dh[t] = (what comes from outside) + dh[t+1 else 0] * df/dh     t downwards
 *   dx[t] = dh[t] * df/dx                           outside
 * </pre>
 */
final class ReverseRecurrence {
  private final Recurrence recurrence;
  private final Set<Tensor> active;
  private final ScalarDerivatives derivatives;
  private final TensorNames names;
  private final AdjointIndices adjointIndices;
  private final List<Step> before = new ArrayList<>();
  private final Map<Tensor, Tensor> adjoints = new LinkedHashMap<>();
  private final Map<Tensor, List<Contribution>> inside = new LinkedHashMap<>();
  private final List<Contribution> outside = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();

  ReverseRecurrence(
      Recurrence recurrence,
      Set<Tensor> active,
      ScalarDerivatives derivatives,
      TensorNames names,
      AdjointIndices adjointIndices) {
    this.recurrence = recurrence;
    this.active = active;
    this.derivatives = derivatives;
    this.names = names;
    this.adjointIndices = adjointIndices;
  }

  /** The steps to take, once derived. */
  List<Step> steps() {
    return steps;
  }

  /** What tensors from outside of the recurrence get. */
  List<Contribution> outside() {
    return outside;
  }

  /** Takes from {@code pending} what the recurrence's own tensors get from later steps. */
  void derive(Map<Tensor, List<Contribution>> pending) {
    Set<Tensor> reached = reached(pending.keySet());
    if (reached.isEmpty()) {
      return;
    }
    reached.forEach(tensor -> adjoints.put(tensor, names.adjointOf(tensor)));
    for (int i = recurrence.equations().size() - 1; i >= 0; i--) {
      if (adjoints.containsKey(recurrence.equations().get(i).target())) {
        differentiate(recurrence.equations().get(i));
      }
    }
    List<Equation> loop = new ArrayList<>();
    for (int i = recurrence.equations().size() - 1; i >= 0; i--) {
      Equation equation = recurrence.equations().get(i);
      if (adjoints.containsKey(equation.target())) {
        List<Contribution> later = pending.remove(equation.target());
        loop.add(adjoint(equation, later == null ? List.of() : later));
      }
    }
    steps.addAll(before);
    steps.add(new Recurrence(recurrence.time(), !recurrence.descending(), loop));
  }

  /** The active tensors of the recurrence that what comes later depends on. */
  private Set<Tensor> reached(Set<Tensor> later) {
    Set<Tensor> reached = new LinkedHashSet<>();
    int size;
    do {
      size = reached.size();
      for (Equation equation : recurrence.equations()) {
        Tensor target = equation.target();
        if (later.contains(target) || reached.contains(target)) {
          reached.add(target);
          reached.addAll(ExprQueries.tensors(equation));
        }
      }
      reached.retainAll(recurrence.targets());
      reached.retainAll(active);
    } while (reached.size() > size);
    return reached;
  }

  private void differentiate(Equation equation) {
    Expr adjoint = Arithmetic.read(adjoints.get(equation.target()), equation.indices());
    ReverseEquation reverse = ReverseEquation.of(equation, adjoint, active, derivatives, names);
    before.addAll(reverse.steps());
    for (Contribution contribution : reverse.contributions()) {
      if (adjoints.containsKey(contribution.tensor())) {
        inside.computeIfAbsent(contribution.tensor(), t -> new ArrayList<>()).add(contribution);
      } else {
        outside.add(contribution);
      }
    }
  }

  private Equation adjoint(Equation primal, List<Contribution> later) {
    Tensor tensor = primal.target();
    Origin origin = primal.origin().withPurpose(Origin.Purpose.GRADIENT);
    AssembleAdjoint assembly =
        new AssembleAdjoint(adjoints.get(tensor), adjointIndices.of(tensor, later), names);
    List<Contribution> own = inside.getOrDefault(tensor, List.of());
    boolean gathers =
        later.stream().allMatch(c -> GatherForm.ifCheap(c, primal.indices()).isPresent());
    if (gathers) {
      List<Contribution> all = new ArrayList<>(later);
      all.addAll(own);
      return assembly.gathered(Arithmetic.ZERO, all, origin);
    }
    Tensor fromLater = names.adjointOf(tensor);
    before.addAll(new AssembleAdjoint(fromLater, primal.indices(), names).equations(later, origin));
    return assembly.gathered(Arithmetic.read(fromLater, primal.indices()), own, origin);
  }
}
