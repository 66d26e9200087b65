package dev.layerc.schedule;

import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Optimizer;
import dev.layerc.equation.Output;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.Layout;
import dev.layerc.loop.Routine;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives memory to the tensors that need it: parameters, states and gradients, what the caller hands
 * in and gets, and those values that one method computes and another reads.
 */
final class AllocateBuffers {
  private static final int SHORT_ROW = 8;

  /** Begins the keys of what prediction for one sample has for itself. */
  private static final String ONE = "one sample: ";

  private static final String SCRATCH = "gradient.rows";

  private final DerivedProgram program;
  private final Endings endings;
  private final ChooseOrders orders;
  private final RoutinePlans plans;
  private final Optional<UpdateEquations> update;
  private final Set<Tensor> inRows = new LinkedHashSet<>();
  private final Map<String, Buffer> parameters = new LinkedHashMap<>();
  private final Map<String, Buffer> gradients = new LinkedHashMap<>();
  private final Map<String, Buffer> moments = new LinkedHashMap<>();
  private final Map<String, Buffer> caller = new LinkedHashMap<>();
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
    this.orders = orders;
    this.plans = plans;
    inRows.addAll(plans.predictingInRows());
    inRows.addAll(plans.trainingInRows());
    this.update = update;
    allocateParameters();
    update.ifPresent(this::allocateMoments);
    allocateCaller();
    allocateWorkspace();
  }

  RoutinePlans plans() {
    return plans;
  }

  private void allocateParameters() {
    JavaNames names = new JavaNames();
    List<Tensor> tensors = new ArrayList<>();
    program.source().parameters().forEach(parameter -> tensors.add(parameter.tensor()));
    program.source().states().forEach(state -> tensors.add(state.tensor()));
    for (Tensor tensor : tensors) {
      String name = names.fresh(tensor.name());
      parameters.put(
          tensor.name(), new Buffer(name, tensor, layout(tensor), Buffer.Owner.PARAMETERS));
    }
    endings
        .parameterOfGradient()
        .forEach(
            (adjoint, parameter) -> {
              String name = parameters.get(parameter.name()).name();
              Layout layout = layout(parameter);
              gradients.put(
                  adjoint.name(), new Buffer(name, parameter, layout, Buffer.Owner.GRADIENTS));
            });
  }

  /** The optimizer keeps its moments as the parameters lie. */
  private void allocateMoments(UpdateEquations update) {
    for (Optimizer.Moment moment : update.optimizer().moments()) {
      String name = PointCode.shortName(moment.tensor());
      for (Tensor parameter : endings.parameterOfGradient().values()) {
        Buffer buffer = new Buffer(name, parameter, layout(parameter), Buffer.Owner.OPTIMIZER);
        moments.put(update.moment(moment, parameter).name(), buffer);
      }
    }
  }

  private void allocateCaller() {
    JavaNames names = new JavaNames();
    program.source().inputs().forEach(tensor -> addCaller(tensor.name(), tensor, names));
    program.source().targets().forEach(tensor -> addCaller(tensor.name(), tensor, names));
    endings.outputs().forEach(output -> addCaller(output.name(), output.tensor(), names));
    endings
        .inputGradients()
        .forEach(output -> addCaller(output.name() + ".gradient", output.tensor(), names));
  }

  private void addCaller(String name, Tensor tensor, JavaNames names) {
    Layout layout = Layout.flat(tensor.rank());
    caller.put(tensor.name(), new Buffer(names.fresh(name), tensor, layout, Buffer.Owner.CALLER));
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
      if (!hasPlaceElsewhere(tensor) && needed.contains(tensor)) {
        Buffer buffer = workspace.computeIfAbsent(tensor.name(), name -> workspaceBuffer(tensor));
        target.put(tensor.name(), buffer);
      }
    }
  }

  private boolean hasPlaceElsewhere(Tensor tensor) {
    return parameters.containsKey(tensor.name())
        || gradients.containsKey(tensor.name())
        || moments.containsKey(tensor.name())
        || caller.containsKey(tensor.name());
  }

  private Buffer workspaceBuffer(Tensor tensor) {
    return new Buffer(
        workspaceNames.fresh(endings.nameOf(tensor)),
        tensor,
        layout(tensor),
        Buffer.Owner.WORKSPACE);
  }

  private Layout layout(Tensor tensor) {
    boolean rows =
        tensor.rank() > 1
            && (isInRows(tensor) || orders.isBatchInnermost(tensor) || hasLongRows(tensor));
    return rows ? orders.layoutOf(tensor) : Layout.flat(tensor.rank());
  }

  /** What the network keeps for itself lies in rows, for HotSpot's sake, unless they are short. */
  private boolean hasLongRows(Tensor tensor) {
    boolean own = tensor.role() == Role.VALUE || tensor.role() == Role.ADJOINT;
    return own && !plans.areStraight() && tensor.extent(tensor.rank() - 1) >= SHORT_ROW;
  }

  private boolean isInRows(Tensor tensor) {
    return inRows.contains(tensor)
        || inRows.stream()
            .map(other -> endings.parameterOfGradient().getOrDefault(other, other))
            .anyMatch(tensor::equals);
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
    Map<String, Buffer> all = new LinkedHashMap<>();
    for (Map<String, Buffer> some :
        List.of(parameters, gradients, moments, caller, trainWorkspace)) {
      all.putAll(some);
    }
    passing.forEach(gradient -> all.remove(gradient.name()));
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
    Map<String, Buffer> all = new LinkedHashMap<>(parameters);
    caller.forEach((name, buffer) -> all.put(name, ofOneSample(buffer)));
    Set<Tensor> needed = new LinkedHashSet<>(plan.routine().readAcrossUnits());
    Set<Tensor> rows = plan.routine().inRows();
    needed.addAll(rows);
    for (Equation equation : plan.routine().equations()) {
      Tensor tensor = equation.target();
      if (needed.contains(tensor) && !hasPlaceElsewhere(tensor)) {
        all.computeIfAbsent(tensor.name(), name -> ofOneSample(tensor, plan.orders(), rows));
      }
    }
    allocateScratch(plan.routine().scratch(), all);
    return new Storage(all, program.source().precision());
  }

  private static Buffer ofOneSample(Buffer buffer) {
    Tensor tensor = OneSample.of(buffer.tensor());
    return new Buffer(buffer.name(), tensor, Layout.flat(tensor.rank()), buffer.owner());
  }

  private Buffer ofOneSample(Tensor tensor, ChooseOrders ofOne, Set<Tensor> inRows) {
    boolean ownRows =
        tensor.rank() > 1
            && (inRows.contains(tensor) || ofOne.isInPlanes(tensor) || hasLongRows(tensor));
    Layout layout = ownRows ? ofOne.layoutOf(tensor) : Layout.flat(tensor.rank());
    String name = workspaceNames.fresh("one." + endings.nameOf(tensor));
    Buffer buffer = new Buffer(name, tensor, layout, Buffer.Owner.WORKSPACE);
    workspace.put(ONE + tensor.name(), buffer);
    return buffer;
  }

  /** The caller's buffers, of which a routine for one sample sees but that. */
  Routine forCallers(Routine ofOne) {
    Map<Value, Value> buffers = new LinkedHashMap<>();
    caller
        .values()
        .forEach(
            buffer ->
                buffers.put(new Value.BufferOf(ofOneSample(buffer)), new Value.BufferOf(buffer)));
    List<Statement.Invoke> calls =
        ofOne.calls().stream()
            .map(
                call ->
                    new Statement.Invoke(
                        call.method(),
                        call.arguments().stream()
                            .map(argument -> buffers.getOrDefault(argument, argument))
                            .toList()))
            .toList();
    return new Routine(calls, ofOne.methods(), ofOne.decisions());
  }

  private Storage storage(Map<String, Buffer> ownWorkspace) {
    Map<String, Buffer> all = new LinkedHashMap<>();
    for (Map<String, Buffer> some : List.of(parameters, gradients, caller, ownWorkspace)) {
      all.putAll(some);
    }
    return new Storage(all, program.source().precision());
  }

  List<Buffer> all() {
    List<Buffer> all = new ArrayList<>(parameters.values());
    all.addAll(gradients.values());
    all.addAll(caller.values());
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
