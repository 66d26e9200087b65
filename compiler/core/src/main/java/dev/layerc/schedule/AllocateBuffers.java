package dev.layerc.schedule;

import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Output;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.Layout;
import dev.layerc.loop.Routine;
import dev.layerc.loop.Value;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives memory to the tensors that need it: {@link LastingBuffers}, and, in the workspace, those
 * values that one method computes and another reads.
 */
final class AllocateBuffers {
  /** Begins the keys of what prediction for one sample has for itself. */
  private static final String ONE = "one sample: ";

  private static final String SCRATCH = "gradient.rows";

  private final DerivedProgram program;
  private final Endings endings;
  private final RoutinePlans plans;
  private final Optional<UpdateEquations> update;
  private final RowLayouts layouts;
  private final LastingBuffers lasting;
  private final Map<String, Buffer> workspace = new LinkedHashMap<>();
  private final Map<String, Buffer> predictWorkspace = new LinkedHashMap<>();
  private final Map<String, Buffer> trainWorkspace = new LinkedHashMap<>();
  private final JavaNames workspaceNames = new JavaNames("capacity");

  AllocateBuffers(
      DerivedProgram program,
      Endings endings,
      ChooseOrders orders,
      RoutinePlans plans,
      Optional<UpdateEquations> update) {
    this.program = program;
    this.endings = endings;
    this.plans = plans;
    this.update = update;
    this.layouts = new RowLayouts(endings, orders, plans);
    this.lasting = new LastingBuffers(program, endings, layouts, update);
    allocateWorkspace();
  }

  RoutinePlans plans() {
    return plans;
  }

  private void allocateWorkspace() {
    Set<Tensor> predicting = new LinkedHashSet<>(plans.predict().readAcrossUnits());
    predicting.addAll(plans.predictingInRows());
    allocate(plans.predict().equations(), predicting, predictWorkspace);
    Set<Tensor> training = new LinkedHashSet<>(plans.trainingAcrossUnits());
    training.addAll(plans.trainingInRows());
    endings.lossTensor().ifPresent(training::add);
    endings.metrics().stream().map(Output::tensor).forEach(training::add);
    allocate(plans.trainingEquations(), training, trainWorkspace);
    allocateScratch(plans.predict().scratch(), predictWorkspace);
    allocateScratch(plans.trainingScratch(), trainWorkspace);
  }

  /** What no equation computes: sums on their way, and copies for some tiles. */
  private void allocateScratch(Set<Tensor> scratch, Map<String, Buffer> target) {
    scratch.forEach(
        tensor ->
            target.put(
                tensor.name(),
                workspace.computeIfAbsent(tensor.name(), name -> scratchBuffer(tensor))));
  }

  private Buffer scratchBuffer(Tensor tensor) {
    return new Buffer(
        workspaceNames.fresh(tensor.name()),
        tensor,
        Layout.flat(tensor.rank()),
        Buffer.Owner.WORKSPACE);
  }

  /** In the order of computation, which does not change from run to run. */
  private void allocate(List<Equation> equations, Set<Tensor> needed, Map<String, Buffer> target) {
    for (Equation equation : equations) {
      Tensor tensor = equation.target();
      if (!lasting.has(tensor) && needed.contains(tensor)) {
        Buffer buffer = workspace.computeIfAbsent(tensor.name(), name -> workspaceBuffer(tensor));
        target.put(tensor.name(), buffer);
      }
    }
  }

  private Buffer workspaceBuffer(Tensor tensor) {
    return new Buffer(
        workspaceNames.fresh(endings.nameOf(tensor)),
        tensor,
        layouts.of(tensor),
        Buffer.Owner.WORKSPACE);
  }

  Buffer workspace(Tensor tensor) {
    return workspace.get(tensor.name());
  }

  Storage predictStorage() {
    return storage(predictWorkspace);
  }

  Storage trainStorage() {
    return storage(trainWorkspace);
  }

  /** What a step that moves the parameters finds, where gradients are only {@code passing}. */
  Storage stepStorage(Set<Tensor> passing) {
    Map<String, Buffer> all = lasting.inStep(passing);
    all.putAll(trainWorkspace);
    return new Storage(
        all, program.source().precision(), update.orElseThrow().scalars(), scratch());
  }

  /** Rows for gradients that are used at once. */
  private Optional<Buffer> scratch() {
    List<RowTile> tiles =
        plans.step().stream()
            .flatMap(plan -> plan.rowTiles().stream())
            .filter(tile -> !tile.kept())
            .toList();
    if (tiles.isEmpty()) {
      return Optional.empty();
    }
    int rows = tiles.stream().mapToInt(RowsAtOnce::of).max().orElseThrow();
    int length = tiles.stream().mapToInt(tile -> tile.laneLength(1)).max().orElseThrow();
    Tensor tensor =
        new Tensor(SCRATCH, Role.ADJOINT, ElementType.REAL, List.of(rows, length), false);
    return Optional.of(
        workspace.computeIfAbsent(
            SCRATCH,
            name ->
                new Buffer(
                    workspaceNames.fresh(name), tensor, Layout.rows(2), Buffer.Owner.WORKSPACE)));
  }

  /** What a prediction for one sample finds: inputs and outputs without their batch axis. */
  Storage ofOneSample(PlanOneSample.Plan plan) {
    Map<String, Buffer> all = lasting.ofOneSample();
    Set<Tensor> needed = new LinkedHashSet<>(plan.routine().readAcrossUnits());
    Set<Tensor> rows = plan.routine().inRows();
    needed.addAll(rows);
    for (Equation equation : plan.routine().equations()) {
      Tensor tensor = equation.target();
      if (needed.contains(tensor) && !lasting.has(tensor)) {
        all.computeIfAbsent(tensor.name(), name -> ofOneSample(tensor, plan.orders(), rows));
      }
    }
    allocateScratch(plan.routine().scratch(), all);
    return new Storage(all, program.source().precision());
  }

  private Buffer ofOneSample(Tensor tensor, ChooseOrders ofOne, Set<Tensor> inRows) {
    Layout layout = layouts.ofOneSample(tensor, ofOne, inRows);
    String name = workspaceNames.fresh("one." + endings.nameOf(tensor));
    Buffer buffer = new Buffer(name, tensor, layout, Buffer.Owner.WORKSPACE);
    workspace.put(ONE + tensor.name(), buffer);
    return buffer;
  }

  /** A routine for one sample as the caller's buffers are given to it. */
  Routine forCallers(Routine ofOne) {
    return lasting.forCallers(ofOne);
  }

  private Storage storage(Map<String, Buffer> ownWorkspace) {
    Map<String, Buffer> all = lasting.inPasses();
    all.putAll(ownWorkspace);
    return new Storage(all, program.source().precision());
  }

  List<Buffer> all() {
    List<Buffer> all = lasting.all();
    all.addAll(workspace.values());
    return all;
  }

  /** The workspace buffers that some routines touch. */
  List<Buffer> usedBy(List<Routine> routines) {
    Set<Value> used = new LinkedHashSet<>();
    routines.forEach(routine -> routine.calls().forEach(call -> used.addAll(call.arguments())));
    return workspace.values().stream()
        .filter(buffer -> used.contains(new Value.BufferOf(buffer)))
        .toList();
  }
}
