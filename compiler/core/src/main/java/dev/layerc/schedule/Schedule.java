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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * From equations to loops, for target plain: Java that HotSpot vectorises by itself, with the sums
 * in an order that the code fixes, so that results are the same bits on every machine.
 */
public final class Schedule {
  private final DerivedProgram program;
  private final Target target;

  /** Made when first asked for. */
  private ChooseOrders orders;

  private final Endings endings;
  private final List<Step> inference;
  private final List<Step> evaluation;
  private final List<Step> forward;
  private final List<Step> backward;
  private final List<Step> advance;
  private final NetSize size;

  private Schedule(DerivedProgram program, Target target) {
    this.program = program;
    this.target = target;
    this.endings = new Endings(program);
    this.inference = endings.withOutputs(program.inference());
    this.evaluation = endings.withLosses(program.evaluation());
    this.forward = endings.withLosses(program.forward());
    this.backward = endings.withGradients(program.backward());
    this.advance = endings.advancingStates(program.forward());
    this.size = NetSize.of(inference);
  }

  /** The network, scheduled. */
  public static LoopProgram of(DerivedProgram program, Target target) {
    Schedule schedule = new Schedule(program, target);
    return schedule.isTiny()
        ? schedule.lower()
        : new Schedule(CopyOperands.in(program, schedule.orders()), target)
            .withInputsInRows()
            .lower();
  }

  /** The same network, with copies of those inputs that are read along rows. */
  private Schedule withInputsInRows() {
    RoutinePlans plans = plans(orders());
    Set<Tensor> inputs = inputsInRows(plans);
    return inputs.isEmpty() ? this : new Schedule(CopyInputs.in(program, inputs), target);
  }

  private LoopProgram lower() {
    ChooseOrders orders = orders();
    return lower(new AllocateBuffers(program, endings, orders, plans(orders)));
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
    return size.isTiny();
  }

  /** Straight-line code reads flat arrays; only loops have a say in how tensors lie. */
  private ChooseOrders orders() {
    if (orders == null) {
      orders = choose();
    }
    return orders;
  }

  private ChooseOrders choose() {
    ChooseOrders declared = orders(Set.of());
    return isTiny()
        ? declared
        : orders(
            BatchInnermost.in(
                List.of(inference, forward, backward),
                contraction -> declared.rowTile(contraction).isPresent()));
  }

  private ChooseOrders orders(Set<Tensor> batchInnermost) {
    List<Tensor> parameters =
        program.source().parameters().stream().map(parameter -> parameter.tensor()).toList();
    List<Contraction> contractions = isTiny() ? List.of() : contractions();
    return ChooseOrders.of(
        contractions, parameters, endings.parameterOfGradient(), batchInnermost, target);
  }

  private List<Contraction> contractions() {
    return Stream.of(inference, forward, backward)
        .flatMap(steps -> FuseEquations.in(steps).stream())
        .flatMap(group -> PlanRoutine.tiled(group).stream())
        .flatMap(equation -> Contraction.of(equation).stream())
        .toList();
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
    Routine predict = lower(plans.predict(), false, buffers.predictStorage(), "outputs");
    Routine evaluate = lower(plans.evaluate(), true, training, "losses");
    Routine losses = lower(plans.forward(), true, training, "losses");
    Routine gradients = lower(plans.backward(), true, training, "gradients");
    Routine states = lower(plans.advance(), true, training, "states");
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
            program
                .source()
                .training()
                .map(by -> LowerOptimizer.of(by.optimizer(), program.source().precision())),
            BufferPlan.NONE);
    return ShareBuffers.in(apart);
  }

  private Routine lower(
      RoutinePlan plan, boolean forSeveralSamples, Storage storage, String straightName) {
    ExplainChoices choices =
        new ExplainChoices(
            plan, orders(), program.source().precision(), target, forSeveralSamples, size);
    return LowerRoutine.of(plan, choices, storage, straightName);
  }

  private List<Buffer> metrics(AllocateBuffers buffers) {
    return endings.metrics().stream().map(Output::tensor).map(buffers::workspace).toList();
  }
}
