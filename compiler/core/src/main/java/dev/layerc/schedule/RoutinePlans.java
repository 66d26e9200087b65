package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The plans of a network's routines.
 *
 * @param predict from inputs to outputs
 * @param evaluate from inputs to losses, outside of training
 * @param forward the same in training, to losses
 * @param backward from losses to gradients
 * @param step from losses to the next parameters, where no gradients are asked for
 * @param advance what a step does to the states in the end
 */
record RoutinePlans(
    RoutinePlan predict,
    RoutinePlan evaluate,
    RoutinePlan forward,
    RoutinePlan backward,
    Optional<RoutinePlan> step,
    RoutinePlan advance) {

  RoutinePlans withStep(Optional<RoutinePlan> moving) {
    return new RoutinePlans(predict, evaluate, forward, backward, moving, advance);
  }

  /** True for a tiny network, written out. */
  boolean areStraight() {
    return predict.units().stream().allMatch(RoutinePlan.Straight.class::isInstance);
  }

  /** The vectors in which all may be written out. */
  Optional<LaneWidth> lanes() {
    return predict.units().stream().flatMap(unit -> unit.lanes().stream()).findFirst();
  }

  /** The tensors that prediction keeps in rows. */
  Set<Tensor> predictingInRows() {
    return predict.inRows();
  }

  /** The tensors that training keeps in rows. */
  Set<Tensor> trainingInRows() {
    return ofAll(Stream.of(evaluate, forward, backward), RoutinePlan::inRows);
  }

  /** The tensors that training keeps from one method to another. */
  Set<Tensor> trainingAcrossUnits() {
    return ofAll(training(), RoutinePlan::readAcrossUnits);
  }

  /** What the tiles of training need for themselves. */
  Set<Tensor> trainingScratch() {
    return ofAll(training(), RoutinePlan::scratch);
  }

  private Stream<RoutinePlan> training() {
    return Stream.of(Stream.of(evaluate, forward, backward), step.stream(), Stream.of(advance))
        .flatMap(plans -> plans);
  }

  private static Set<Tensor> ofAll(
      Stream<RoutinePlan> plans, Function<RoutinePlan, Set<Tensor>> tensors) {
    Set<Tensor> all = new LinkedHashSet<>();
    plans.forEach(plan -> all.addAll(tensors.apply(plan)));
    return all;
  }

  /** The equations of training, in the order of computation. */
  List<Equation> trainingEquations() {
    List<Equation> all = new ArrayList<>(evaluate.equations());
    all.addAll(forward.equations());
    all.addAll(backward.equations());
    step.ifPresent(plan -> all.addAll(plan.equations()));
    return all;
  }
}
