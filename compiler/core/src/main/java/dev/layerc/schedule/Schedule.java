package dev.layerc.schedule;

import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Output;
import dev.layerc.equation.Role;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import dev.layerc.equation.Training;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.BufferPlan;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.Routine;
import dev.layerc.loop.UpdateStep;
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

  /** From inputs to outputs, without copies. */
  private final List<Step> prediction;

  /** Copies that are there to be read with the samples innermost. */
  private final Set<Tensor> windows;

  /** Made when first asked for. */
  private ChooseOrders orders;

  private final Endings endings;
  private final List<Step> inference;
  private final List<Step> evaluation;
  private final List<Step> forward;
  private final List<Step> backward;
  private final List<Step> advance;
  private final NetSize size;

  /** The optimizer's step, where it may be part of the backward pass. */
  private final Optional<UpdateEquations> update;

  /** Made when first asked for. */
  private RoutinePlans plans;

  private Schedule(DerivedProgram program, Target target) {
    this(program, program.inference(), target, Set.of());
  }

  private Schedule(
      DerivedProgram program, List<Step> prediction, Target target, Set<Tensor> windows) {
    this.program = program;
    this.prediction = prediction;
    this.target = target;
    this.windows = windows;
    this.endings = new Endings(program);
    this.inference = endings.withOutputs(program.inference());
    this.backward = endings.withGradients(program.backward());
    this.evaluation = endings.withLossesAlone(program.evaluation(), Set.of());
    this.forward = endings.withLossesAlone(program.forward(), readBackwards());
    this.advance = endings.advancingStates(program.forward());
    this.update =
        program
            .source()
            .training()
            .map(Training::optimizer)
            .filter(optimizer -> optimizer.norm().isEmpty() && !program.gradients().isEmpty())
            .filter(optimizer -> endings.inputGradients().isEmpty())
            .map(optimizer -> LowerOptimizer.equations(optimizer, program.source().precision()));

    this.size = NetSize.of(inference);
  }

  /** The network, scheduled. */
  public static LoopProgram of(DerivedProgram program, Target target) {
    Schedule schedule = new Schedule(program, target);
    if (schedule.isTiny()) {
      return schedule.lower();
    }
    CopyOperands.Copied copied = CopyOperands.in(program, schedule.orders());
    return new Schedule(copied.program(), program.inference(), target, copied.windows())
        .withInputsInRows()
        .lower();
  }

  /** The same network, with copies of those inputs that are read along rows. */
  private Schedule withInputsInRows() {
    Set<Tensor> inputs = inputsInRows(plans());
    return inputs.isEmpty()
        ? this
        : new Schedule(CopyInputs.in(program, inputs), prediction, target, windows);
  }

  /** What the backward pass and the states' next values take from the forward pass. */
  private Set<Tensor> readBackwards() {
    Set<Tensor> reads = new LinkedHashSet<>();
    Stream.concat(program.backward().stream(), endings.advancingStates(List.of()).stream())
        .flatMap(step -> step.equations().stream())
        .forEach(equation -> reads.addAll(ExprQueries.tensors(equation)));
    return reads;
  }

  private LoopProgram lower() {
    Optional<UpdateInPlace.Updating> moves =
        update.map(
            rule -> UpdateInPlace.in(program.backward(), endings.parameterOfGradient(), rule));
    RoutinePlans all = plans().withStep(moves.flatMap(this::step));
    return lower(new AllocateBuffers(program, endings, orders(), all, update), moves);
  }

  private RoutinePlans plans() {
    if (plans == null) {
      plans = plan();
    }
    return plans;
  }

  private RoutinePlans plan() {
    PlanRoutine plan = new PlanRoutine(orders());
    RoutinePlan states = plan.loops(FuseEquations.in(advance));
    return isTiny()
        ? new RoutinePlans(
            PlanRoutine.straight(inference),
            PlanRoutine.straight(evaluation),
            PlanRoutine.straight(forward),
            PlanRoutine.straight(backward),
            Optional.empty(),
            states)
        : new RoutinePlans(
            plan.loops(FuseEquations.in(inference)),
            plan.loops(FuseEquations.in(evaluation)),
            plan.loops(FuseEquations.in(forward)),
            plan.loops(FuseEquations.in(backward)),
            Optional.empty(),
            states);
  }

  /** The plan of a step that moves the parameters; a tiny network has none if it is not small. */
  private Optional<RoutinePlan> step(UpdateInPlace.Updating moves) {
    if (isTiny()) {
      return advance.isEmpty()
          ? PlanRoutine.straightStep(forward, backward, moves)
          : Optional.empty();
    }
    PlanRoutine plan = new PlanRoutine(orders(), moves.passing());
    return Optional.of(plan.loops(FuseEquations.in(moves.steps())));
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
    List<Contraction> contractions = isTiny() ? List.of() : contractions();
    ChooseOrders declared = orders(contractions, Set.of());
    Set<Tensor> batchInnermost =
        isTiny()
            ? Set.of()
            : BatchInnermost.in(
                List.of(inference, forward, backward),
                contraction -> declared.rowTile(contraction).isPresent(),
                windows);
    return batchInnermost.isEmpty() ? declared : orders(contractions, batchInnermost);
  }

  private ChooseOrders orders(List<Contraction> contractions, Set<Tensor> batchInnermost) {
    Set<Tensor> wide = WideRows.in(contractions, batchInnermost);
    ChooseOrders orders = orders(contractions, batchInnermost, wide);
    Set<Tensor> fitting = WideRows.fitting(wide, contractions, orders);
    return fitting.equals(wide) ? orders : orders(contractions, batchInnermost, fitting);
  }

  private ChooseOrders orders(
      List<Contraction> contractions, Set<Tensor> batchInnermost, Set<Tensor> wide) {
    List<Tensor> parameters =
        program.source().parameters().stream().map(parameter -> parameter.tensor()).toList();
    return ChooseOrders.of(
        contractions, parameters, endings.parameterOfGradient(), batchInnermost, wide, target);
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

  private LoopProgram lower(AllocateBuffers buffers, Optional<UpdateInPlace.Updating> moves) {
    RoutinePlans plans = buffers.plans();
    Storage training = buffers.trainStorage();
    boolean trained = !program.gradients().isEmpty();
    Routine predict = lower(plans.predict(), false, buffers.predictStorage(), "outputs");
    Optional<Routine> predictOne =
        isTiny()
            ? Optional.empty()
            : PlanOneSample.of(endings.withOutputs(prediction), orders())
                .map(plan -> ofOneSample(plan, buffers));
    Routine evaluate = lower(plans.evaluate(), true, training, "losses");
    Routine losses = lower(plans.forward(), true, training, "losses");
    Routine gradients = lower(plans.backward(), true, training, "gradients");
    Optional<UpdateStep> moving =
        plans.step().map(plan -> moving(plan, moves.orElseThrow(), buffers));
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
            trained ? metrics(buffers) : List.of(),
            program
                .source()
                .training()
                .map(by -> LowerOptimizer.of(by.optimizer(), program.source().precision())),
            BufferPlan.NONE);
    return ShareBuffers.in(apart);
  }

  private Routine ofOneSample(PlanOneSample.Plan plan, AllocateBuffers buffers) {
    Routine one = lower(plan.routine(), plan.orders(), false, buffers.ofOneSample(plan), "outputs");
    return buffers.forCallers(one);
  }

  private UpdateStep moving(
      RoutinePlan plan, UpdateInPlace.Updating moves, AllocateBuffers buffers) {
    Storage storage = buffers.stepStorage(moves.passing().keySet());
    return new UpdateStep(lower(plan, true, storage, "step"), isTiny());
  }

  private Routine lower(
      RoutinePlan plan, boolean forSeveralSamples, Storage storage, String straightName) {
    return lower(plan, orders(), forSeveralSamples, storage, straightName);
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

  private List<Buffer> metrics(AllocateBuffers buffers) {
    return endings.metrics().stream().map(Output::tensor).map(buffers::workspace).toList();
  }
}
