package dev.layerc.schedule;

import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Output;
import dev.layerc.equation.Role;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.BufferPlan;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.Routine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From equations to loops, for target plain: Java that HotSpot vectorises by itself, with the sums
 * in an order that the code fixes, so that results are the same bits on every machine.
 */
public final class Schedule {
  /** Nodes for one sample up to which a network's forward pass is straight-line code. */
  private static final long TINY = 1_000;

  private final DerivedProgram program;
  private final Endings endings;
  private final List<Step> inference;
  private final List<Step> evaluation;
  private final List<Step> forward;
  private final List<Step> backward;
  private final List<Step> advance;

  private Schedule(DerivedProgram program) {
    this.program = program;
    this.endings = new Endings(program);
    this.inference = endings.withOutputs(program.inference());
    this.evaluation = endings.withLosses(program.evaluation());
    this.forward = endings.withLosses(program.forward());
    this.backward = endings.withGradients(program.backward());
    this.advance = endings.advancingStates(program.forward());
  }

  /** The network, scheduled. */
  public static LoopProgram of(DerivedProgram program) {
    Schedule schedule = new Schedule(program);
    ChooseOrders orders = schedule.orders();
    RoutinePlans plans = schedule.plans(orders);
    Set<Tensor> inputs = inputsInRows(plans);
    return inputs.isEmpty()
        ? schedule.lower(new AllocateBuffers(program, schedule.endings, orders, plans))
        : of(CopyInputs.in(program, inputs));
  }

  private RoutinePlans plans(ChooseOrders orders) {
    RoutinePlan states = new PlanRoutine(orders).loops(FuseEquations.in(advance));
    if (isTiny()) {
      return new RoutinePlans(
          PlanRoutine.straight(inference),
          PlanRoutine.straight(evaluation),
          PlanRoutine.straight(forward),
          PlanRoutine.straight(backward),
          states);
    }
    PlanRoutine plan = new PlanRoutine(orders);
    return new RoutinePlans(
        plan.loops(FuseEquations.in(inference)),
        plan.loops(FuseEquations.in(evaluation)),
        plan.loops(FuseEquations.in(forward)),
        plan.loops(FuseEquations.in(backward)),
        states);
  }

  private boolean isTiny() {
    return PlanRoutine.isTiny(inference, TINY);
  }

  /** Straight-line code reads flat arrays; only loops have a say in how parameters lie. */
  private ChooseOrders orders() {
    List<Contraction> contractions = new ArrayList<>();
    if (!isTiny()) {
      for (List<Step> steps : List.of(inference, forward, backward)) {
        FuseEquations.in(steps)
            .forEach(group -> Contraction.of(group.first()).ifPresent(contractions::add));
      }
    }
    List<Tensor> parameters =
        program.source().parameters().stream().map(parameter -> parameter.tensor()).toList();
    return ChooseOrders.of(contractions, parameters, endings.parameterOfGradient());
  }

  private boolean differsInTraining() {
    return !program.evaluation().equals(program.forward());
  }

  private static Set<Tensor> inputsInRows(RoutinePlans plans) {
    Set<Tensor> inputs = new LinkedHashSet<>(plans.predictingInRows());
    inputs.addAll(plans.trainingInRows());
    inputs.removeIf(tensor -> tensor.role() != Role.INPUT && tensor.role() != Role.TARGET);
    return inputs;
  }

  private LoopProgram lower(AllocateBuffers buffers) {
    RoutinePlans plans = buffers.plans();
    Storage training = buffers.trainStorage();
    boolean trained = !program.gradients().isEmpty();
    Routine predict = LowerRoutine.of(plans.predict(), buffers.predictStorage(), "outputs");
    Routine evaluate = LowerRoutine.of(plans.evaluate(), training, "losses");
    Routine losses = LowerRoutine.of(plans.forward(), training, "losses");
    Routine gradients = LowerRoutine.of(plans.backward(), training, "gradients");
    Routine states = LowerRoutine.of(plans.advance(), training, "states");
    LoopProgram apart =
        new LoopProgram(
            program.source(),
            buffers.all(),
            buffers.usedBy(List.of(predict)),
            trained ? buffers.usedBy(List.of(evaluate, losses, gradients, states)) : List.of(),
            predict,
            Optional.of(evaluate).filter(routine -> trained && differsInTraining()),
            Optional.of(losses).filter(routine -> trained),
            Optional.of(gradients).filter(routine -> trained),
            Optional.of(states).filter(routine -> trained && !routine.calls().isEmpty()),
            trained ? endings.lossTensor().map(buffers::workspace) : Optional.empty(),
            trained ? metrics(buffers) : List.of(),
            program.source().training().map(by -> LowerOptimizer.of(by.optimizer())),
            BufferPlan.NONE);
    return ShareBuffers.in(apart);
  }

  private List<Buffer> metrics(AllocateBuffers buffers) {
    return endings.metrics().stream().map(Output::tensor).map(buffers::workspace).toList();
  }
}
