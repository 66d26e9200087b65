package dev.layerc.schedule;

import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Output;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.BufferPlan;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.Method;
import dev.layerc.loop.Routine;
import dev.layerc.loop.UpdateStep;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** From the plans of a network's routines, whose tensors have memory, to its loops. */
final class LowerProgram {
  private final DerivedProgram program;
  private final Endings endings;
  private final ChooseOrders orders;
  private final Target target;
  private final NetSize size;
  private final AllocateBuffers buffers;

  LowerProgram(
      DerivedProgram program,
      Endings endings,
      ChooseOrders orders,
      Target target,
      NetSize size,
      AllocateBuffers buffers) {
    this.program = program;
    this.endings = endings;
    this.orders = orders;
    this.target = target;
    this.size = size;
    this.buffers = buffers;
  }

  /**
   * The network's loops.
   *
   * @param ofOne how one sample is predicted alone, where that is another way
   * @param moves what the plan of a step moves
   */
  LoopProgram of(Optional<PlanOneSample.Plan> ofOne, Optional<UpdateInPlace.Updating> moves) {
    RoutinePlans plans = buffers.plans();
    Storage training = buffers.trainStorage();
    boolean trained = !program.gradients().isEmpty();
    Routine predict = lower(plans.predict(), false, buffers.predictStorage(), "outputs");
    Optional<Routine> predictOne = ofOne.map(this::ofOneSample);
    Routine evaluate = lower(plans.evaluate(), true, training, "losses");
    Routine losses = lower(plans.forward(), true, training, "losses");
    Routine gradients = lower(plans.backward(), true, training, "gradients");
    Optional<UpdateStep> moving = plans.step().map(plan -> moving(plan, moves.orElseThrow()));
    Routine states = lower(plans.advance(), true, training, "states");
    LoopProgram apart =
        new LoopProgram(
            program.source(),
            buffers.all(),
            buffers.usedBy(Stream.concat(Stream.of(predict), predictOne.stream()).toList()),
            trained
                ? buffers.usedBy(
                    Stream.concat(
                            Stream.of(evaluate, losses, gradients, states),
                            moving.stream().map(UpdateStep::routine))
                        .toList())
                : List.of(),
            predict,
            predictOne,
            Optional.of(evaluate).filter(routine -> trained && differsInTraining()),
            Optional.of(losses).filter(routine -> trained),
            Optional.of(gradients).filter(routine -> trained),
            moving,
            Optional.of(states).filter(routine -> trained && !routine.calls().isEmpty()),
            trained ? endings.lossTensor().map(buffers::workspace) : Optional.empty(),
            trained ? metrics() : List.of(),
            program
                .source()
                .training()
                .map(by -> LowerOptimizer.of(by.optimizer(), program.source().precision())),
            BufferPlan.NONE,
            lanes(plans, Stream.of(predict, evaluate, losses, gradients), moving));
    return ShareBuffers.in(apart);
  }

  /** The numbers in a vector, if something is written out in vectors. */
  private static OptionalInt lanes(
      RoutinePlans plans, Stream<Routine> routines, Optional<UpdateStep> step) {
    boolean onVectors =
        Stream.concat(routines, step.stream().map(UpdateStep::routine))
            .flatMap(routine -> routine.methods().stream())
            .anyMatch(Method::isVector);
    return plans.lanes().filter(width -> onVectors).stream().mapToInt(LaneWidth::lanes).findAny();
  }

  private Routine ofOneSample(PlanOneSample.Plan plan) {
    Routine one = lower(plan.routine(), plan.orders(), false, buffers.ofOneSample(plan), "outputs");
    return buffers.forCallers(one);
  }

  private UpdateStep moving(RoutinePlan plan, UpdateInPlace.Updating moves) {
    Storage storage = buffers.stepStorage(moves.passing().keySet());
    return new UpdateStep(lower(plan, true, storage, "step"), size.isTiny());
  }

  private Routine lower(
      RoutinePlan plan, boolean forSeveralSamples, Storage storage, String straightName) {
    return lower(plan, orders, forSeveralSamples, storage, straightName);
  }

  private Routine lower(
      RoutinePlan plan,
      ChooseOrders planOrders,
      boolean forSeveralSamples,
      Storage storage,
      String straightName) {
    ExplainChoices choices =
        new ExplainChoices(
            plan, planOrders, program.source().precision(), target, forSeveralSamples, size);
    return LowerRoutine.of(plan, choices, storage, straightName);
  }

  private List<Buffer> metrics() {
    return endings.metrics().stream().map(Output::tensor).map(buffers::workspace).toList();
  }

  private boolean differsInTraining() {
    return !program.evaluation().equals(program.forward());
  }
}
