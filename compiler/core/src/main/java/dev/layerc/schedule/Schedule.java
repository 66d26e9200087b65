package dev.layerc.schedule;

import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Equation;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Role;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import dev.layerc.equation.Training;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.Width;
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

  /** True where exp, tanh and the like have forms for rows. */
  private final boolean mapsRows;

  /** From inputs to outputs, without copies. */
  private final List<Step> prediction;

  /** Copies that are there to be read with the samples innermost. */
  private final Set<Tensor> windows;

  /** Copies that are there to be read in rows of each sample alone. */
  private final Set<Tensor> rows;

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

  private Schedule(DerivedProgram program, Target target, boolean mapsRows) {
    this(program, program.inference(), target, mapsRows, Set.of(), Set.of());
  }

  private Schedule(
      DerivedProgram program,
      List<Step> prediction,
      Target target,
      boolean mapsRows,
      Set<Tensor> windows,
      Set<Tensor> rows) {
    this.program = program;
    this.prediction = prediction;
    this.target = target;
    this.mapsRows = mapsRows;
    this.windows = windows;
    this.rows = rows;
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

  /**
   * The network, scheduled.
   *
   * @param mapsRows true where exp, tanh and the like have forms for rows
   */
  public static LoopProgram of(DerivedProgram derived, Target target, boolean mapsRows) {
    DerivedProgram program = ShareExponentials.in(derived);
    Schedule schedule = new Schedule(program, target, mapsRows);
    if (schedule.isTiny()) {
      return schedule.lower();
    }
    Schedule separate =
        new Schedule(SeparateSums.in(SplitByRemainder.in(program)), target, mapsRows);
    CopyOperands.Copied copied = CopyOperands.in(separate.program, separate.orders());
    return new Schedule(
            copied.program(),
            separate.prediction,
            target,
            mapsRows,
            copied.windows(),
            copied.rows())
        .withInputsInRows()
        .lower();
  }

  /** The same network, with copies of those inputs that are read along rows. */
  private Schedule withInputsInRows() {
    Set<Tensor> inputs = inputsInRows(plans());
    return inputs.isEmpty()
        ? this
        : new Schedule(CopyInputs.in(program, inputs), prediction, target, mapsRows, windows, rows);
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
            rule ->
                UpdateInPlace.in(
                    program.backward(), endings.parameterOfGradient(), rule, this::isSweep));
    RoutinePlans all = plans().withStep(moves.flatMap(this::step));
    Optional<PlanOneSample.Plan> ofOne =
        isTiny() ? Optional.empty() : PlanOneSample.of(endings.withOutputs(prediction), orders());
    AllocateBuffers buffers = new AllocateBuffers(program, endings, orders(), all, update);
    return new LowerProgram(program, endings, orders(), target, size, buffers).of(ofOne, moves);
  }

  /** True for what is written out, has no sum, or makes its sums row by row. */
  private boolean isSweep(Equation equation) {
    return isTiny()
        || !FuseEquations.hasReduction(equation)
        || Contraction.of(equation)
            .flatMap(contraction -> orders().tile(contraction, Optional.empty()))
            .filter(RowTile.class::isInstance)
            .isPresent();
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
            PlanRoutine.straight(inference, lanes()),
            PlanRoutine.straight(evaluation, lanes()),
            PlanRoutine.straight(forward, lanes()),
            PlanRoutine.straight(backward, lanes()),
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
          ? PlanRoutine.straightStep(forward, backward, moves, lanes())
          : Optional.empty();
    }
    PlanRoutine plan = new PlanRoutine(orders(), moves.passing());
    return Optional.of(plan.loops(FuseEquations.in(moves.steps())));
  }

  private boolean isTiny() {
    return size.isTiny();
  }

  /** The vectors in which the network is written out, where that may be. */
  private Optional<LaneWidth> lanes() {
    int lanes = Width.inRegister(program.source().precision());
    return Optional.of(new LaneWidth(lanes, mapsRows))
        .filter(width -> isTiny() && target == Target.SIMD);
  }

  /** Straight-line code reads flat arrays; loops and vectors have a say in how tensors lie. */
  private ChooseOrders orders() {
    if (orders == null) {
      orders = choose();
    }
    return orders;
  }

  private ChooseOrders choose() {
    if (isTiny()) {
      List<List<Step>> passes = List.of(inference, forward, backward);
      return orders(List.of(), Set.of()).with(ChooseLaneAxes.of(parameters(), passes, lanes()));
    }
    List<Contraction> contractions = contractions();
    ChooseOrders declared = orders(contractions, Set.of());
    Set<Tensor> batchInnermost =
        BatchInnermost.in(
            List.of(inference, forward, backward),
            contraction -> declared.rowTile(contraction).isPresent(),
            windows,
            rows);
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
    return ChooseOrders.of(
        contractions,
        parameters(),
        endings.parameterOfGradient(),
        batchInnermost,
        wide,
        Edges.in(List.of(inference, evaluation, forward, backward)),
        target,
        new Costs(program.source().training().map(Training::batch)));
  }

  private List<Tensor> parameters() {
    return program.source().parameters().stream().map(parameter -> parameter.tensor()).toList();
  }

  private List<Contraction> contractions() {
    return Stream.of(inference, forward, backward)
        .flatMap(steps -> FuseEquations.in(steps).stream())
        .flatMap(group -> PlanRoutine.tiled(group).stream())
        .flatMap(equation -> Contraction.ofSome(equation).stream())
        .toList();
  }

  private static Set<Tensor> inputsInRows(RoutinePlans plans) {
    Set<Tensor> inputs = new LinkedHashSet<>(plans.predictingInRows());
    inputs.addAll(plans.trainingInRows());
    inputs.removeIf(tensor -> tensor.role() != Role.INPUT && tensor.role() != Role.TARGET);
    return inputs;
  }
}
