package dev.layerc.gradient;

import dev.layerc.diag.Message;
import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Program;
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
 * Derives the backward equations of a program: the steps are walked from the last to the first,
 * each adds its contributions to the adjoints of what it reads, and an adjoint is written down when
 * all that read its tensor have been passed.
 *
 * <p>The program must be normal: each equation is one reduction of an expression without
 * reductions, or has none; no mean, no product over several indices; {@code training} decided.
 */
public final class DeriveBackward {
  /** The backward steps, and for each wanted tensor its adjoint. */
  public record Result(List<Step> steps, Map<Tensor, Tensor> gradients) {}

  private final Program program;
  private final Set<Tensor> wanted;
  private final ScalarDerivatives derivatives;
  private final Set<Tensor> active;
  private final TensorNames names;
  private final AdjointIndices adjointIndices;
  private final Map<Tensor, List<Contribution>> pending = new LinkedHashMap<>();
  private final Map<Tensor, Tensor> gradients = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();

  private DeriveBackward(Program program, Set<Tensor> wanted, ScalarDerivatives derivatives) {
    this.program = program;
    this.wanted = wanted;
    this.derivatives = derivatives;
    this.active = ActiveTensors.of(program, wanted, derivatives);
    this.names = new TensorNames(program);
    this.adjointIndices = new AdjointIndices(program);
  }

  /**
   * The derivative of the program's objective by each of {@code wanted}: summed over the samples
   * for what samples share, one for each sample for what each has for itself.
   */
  public static Result of(Program program, Set<Tensor> wanted, ScalarDerivatives derivatives) {
    return new DeriveBackward(program, new LinkedHashSet<>(wanted), derivatives).derive();
  }

  private Result derive() {
    Tensor objective =
        program
            .objective()
            .orElseThrow(
                () ->
                    NoGradient.at(lastOrigin(), Message.NOTHING_TO_DIFFERENTIATE, program.name()));
    Map<Integer, List<Tensor>> finished = lastReaders();
    if (wanted.contains(objective)) {
      throw new IllegalArgumentException(objective + " is differentiated by itself");
    }
    for (int i = program.steps().size() - 1; i >= 0; i--) {
      reverse(program.steps().get(i), objective);
      finished.getOrDefault(i, List.of()).forEach(this::finish);
    }
    Map<Tensor, Tensor> ordered = new LinkedHashMap<>();
    for (Tensor tensor : wanted) {
      finish(tensor);
      ordered.put(tensor, gradients.get(tensor));
    }
    return new Result(steps, ordered);
  }

  /** For each step, the wanted tensors that no earlier step reads. */
  private Map<Integer, List<Tensor>> lastReaders() {
    Map<Integer, List<Tensor>> finished = new LinkedHashMap<>();
    Set<Tensor> open = new LinkedHashSet<>(wanted);
    for (int i = 0; i < program.steps().size(); i++) {
      Set<Tensor> read = Reads.of(program.steps().get(i));
      for (Tensor tensor : List.copyOf(open)) {
        if (read.contains(tensor)) {
          open.remove(tensor);
          finished.computeIfAbsent(i, key -> new ArrayList<>()).add(tensor);
        }
      }
    }
    return finished;
  }

  private void reverse(Step step, Tensor objective) {
    if (step instanceof Recurrence recurrence) {
      reverse(recurrence, objective);
      return;
    }
    Equation equation = (Equation) step;
    Tensor target = equation.target();
    if (!active.contains(target)) {
      return;
    }
    if (target.equals(objective)) {
      differentiate(equation, seed(objective));
    } else if (pending.containsKey(target)) {
      Tensor adjoint = assemble(target, equation.origin());
      differentiate(equation, Arithmetic.read(adjoint, equation.indices()));
    }
  }

  /** 1 for each sample. What all samples share counts once for each. */
  private static Expr seed(Tensor objective) {
    return objective.perSample() ? Arithmetic.ONE : new Expr.BatchSize();
  }

  private void differentiate(Equation equation, Expr adjoint) {
    ReverseEquation reverse = ReverseEquation.of(equation, adjoint, active, derivatives, names);
    steps.addAll(reverse.steps());
    reverse.contributions().forEach(this::add);
  }

  private void add(Contribution contribution) {
    pending.computeIfAbsent(contribution.tensor(), t -> new ArrayList<>()).add(contribution);
  }

  /** Writes the adjoint of a tensor down; all its contributions are there. */
  private Tensor assemble(Tensor tensor, Origin origin) {
    List<Contribution> contributions = pending.getOrDefault(tensor, List.of());
    pending.remove(tensor);
    Tensor adjoint = names.adjointOf(tensor);
    List<Index> indices = adjointIndices.of(tensor, contributions);
    steps.addAll(
        new AssembleAdjoint(adjoint, indices, names)
            .equations(contributions, origin.withPurpose(Origin.Purpose.GRADIENT)));
    return adjoint;
  }

  private void finish(Tensor tensor) {
    if (!gradients.containsKey(tensor)) {
      List<Contribution> contributions = pending.getOrDefault(tensor, List.of());
      Origin origin = contributions.isEmpty() ? lastOrigin() : contributions.get(0).origin();
      gradients.put(tensor, assemble(tensor, origin));
    }
  }

  private Origin lastOrigin() {
    List<Equation> last = program.steps().get(program.steps().size() - 1).equations();
    return last.get(last.size() - 1).origin();
  }

  private void reverse(Recurrence recurrence, Tensor objective) {
    if (recurrence.targets().contains(objective)) {
      throw NoGradient.at(
          recurrence.equations().get(0).origin(), Message.RECURRENT_LOSS_HAS_NO_GRADIENT);
    }
    ReverseRecurrence reverse =
        new ReverseRecurrence(recurrence, active, derivatives, names, adjointIndices);
    reverse.derive(pending);
    steps.addAll(reverse.steps());
    reverse.outside().forEach(this::add);
  }
}
