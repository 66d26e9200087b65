package dev.layerc.schedule;

import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Copies operands that run against the grain of a contraction, so that it has a row form:
 *
 * <pre>{@code
 * dx[i] = sum[o] dy[o]*W[o,i]      with rows of W along o
 * ->
 * W'[o,i] = W[o,i];  dx[i] = sum[o] dy[o]*W'[o,i]      with rows of W' along i
 * }</pre>
 *
 * and copies what is read beyond its edge, with that edge:
 *
 * <pre>{@code
 * y[j] = sum[q] k[q]*x[j+q-1 else 0]  ->  x'[j] = x[j-1 else 0];  y[j] = sum[q] k[q]*x'[j+q]
 * }</pre>
 *
 * <p>The copy is worth its pass over the operand where the contraction reads each element several
 * times, as all do that run over a batch.
 */
final class CopyOperands {
  /** So often an element is read by a sum for which a copy is made, to be without a condition. */
  private static final long OFTEN = 4;

  private final ChooseOrders orders;
  private final boolean forSeveralSamples;
  private final OnCopies onCopies;
  private final Set<Tensor> placed = new LinkedHashSet<>();
  private List<Step> steps = new ArrayList<>();
  private Set<Tensor> computing = Set.of();

  private CopyOperands(ChooseOrders orders, boolean forSeveralSamples) {
    this.orders = orders;
    this.forSeveralSamples = forSeveralSamples;
    this.onCopies = new OnCopies(orders, forSeveralSamples);
  }

  /**
   * A network with copies.
   *
   * @param windows those of what windows slide over; they are made to be stored with the samples
   *     innermost
   * @param rows those in rows of each sample alone
   */
  record Copied(DerivedProgram program, Set<Tensor> windows, Set<Tensor> rows) {}

  /** The network, with copies where they pay. */
  static Copied in(DerivedProgram program, ChooseOrders orders) {
    CopyOperands inference = new CopyOperands(orders, false);
    CopyOperands evaluation = new CopyOperands(orders, true);
    CopyOperands training = new CopyOperands(orders, true);
    DerivedProgram copied =
        new DerivedProgram(
            program.source(),
            inference.in(program.inference()),
            evaluation.in(program.evaluation()),
            training.in(program.forward()),
            training.in(program.backward()),
            program.gradients());
    Set<Tensor> windows = new LinkedHashSet<>(inference.onCopies.windows());
    windows.addAll(evaluation.onCopies.windows());
    windows.addAll(training.onCopies.windows());
    return new Copied(copied, windows, training.onCopies.rows());
  }

  /**
   * The steps for one sample, with copies.
   *
   * @param windows the copies that are stored plane by plane
   */
  record OfOneSample(List<Step> steps, Set<Tensor> windows) {}

  /** The same for the steps of one sample. */
  static OfOneSample inSteps(List<Step> steps, ChooseOrders orders) {
    CopyOperands copies = new CopyOperands(orders, false);
    return new OfOneSample(copies.in(steps), copies.onCopies.windows());
  }

  private List<Step> in(List<Step> routine) {
    steps = new ArrayList<>();
    routine.forEach(this::place);
    return steps;
  }

  private void place(Step step) {
    computing = step.targets();
    onCopies.beginStep(computing);
    Optional<Index> time =
        step instanceof Recurrence recurrence ? Optional.of(recurrence.time()) : Optional.empty();
    steps.add(ExprRewriter.mapEquations(step, equation -> withCopies(equation, time)));
  }

  private Equation withCopies(Equation equation, Optional<Index> time) {
    Optional<Contraction> contraction = Contraction.of(equation);
    if (contraction.isEmpty() || orders.rowTile(contraction.get(), time).isPresent()) {
      return contraction.map(orders::slidesAlong).filter(along -> !along.isEmpty()).isEmpty()
          ? equation
          : copiedOrNot(contraction.get(), time).orElse(equation);
    }
    return copiedOrNot(contraction.get(), time)
        .orElseGet(() -> readingPlaced(equation, contraction.get()));
  }

  private Optional<Equation> copiedOrNot(Contraction contraction, Optional<Index> time) {
    return onCopies.laneOf(contraction).flatMap(index -> copied(contraction, index, time));
  }

  /** The equation that reads copies, if it has a row form that pays for them. */
  private Optional<Equation> copied(Contraction contraction, Index lane, Optional<Index> time) {
    OnCopies.Changed changed = onCopies.of(contraction, lane, time);
    if (changed.refusal().isPresent()) {
      return Optional.empty();
    }
    changed.made().values().forEach(copy -> place(copy, contraction));
    return Optional.of(changed.equation());
  }

  /** Makes the copy before the contraction, unless it is there. */
  private void place(OperandCopy copy, Contraction contraction) {
    if (placed.add(copy.tensor())) {
      steps.add(copy.equation(contraction.equation().origin()));
    }
  }

  /** Why a contraction without a row form is not computed in rows of copies, in words. */
  static Optional<String> refusal(
      ChooseOrders orders,
      boolean forSeveralSamples,
      Contraction contraction,
      Optional<Index> time) {
    OnCopies onCopies = new OnCopies(orders, forSeveralSamples);
    return onCopies
        .laneOf(contraction)
        .flatMap(lane -> onCopies.of(contraction, lane, time).refusal());
  }

  /**
   * A sum number by number asks at each term what is beyond an edge, where it reads no copy with
   * that edge. One that is there already is read in any case, and is made for a sum that reads each
   * of its numbers several times.
   */
  private Equation readingPlaced(Equation equation, Contraction contraction) {
    return ExprRewriter.bottomUp(
        equation,
        node ->
            node instanceof Expr.Read read
                    && read.tensor().perSample()
                    && !computing.contains(read.tensor())
                ? OperandCopy.padded(read)
                    .filter(copy -> isWanted(copy, contraction))
                    .map(copy -> readPlaced(copy, contraction))
                : Optional.empty());
  }

  private boolean isWanted(OperandCopy copy, Contraction contraction) {
    boolean pays = forSeveralSamples && contraction.work(1) >= OFTEN * copy.tensor().size();
    return pays || placed.contains(copy.tensor());
  }

  private Expr readPlaced(OperandCopy copy, Contraction contraction) {
    place(copy, contraction);
    return copy.read();
  }
}
