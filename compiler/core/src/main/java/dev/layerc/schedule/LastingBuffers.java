package dev.layerc.schedule;

import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Optimizer;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.Layout;
import dev.layerc.loop.Routine;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The memory that outlasts a call, by the names of tensors: parameters, states and gradients, the
 * optimizer's moments, and what the caller hands in and gets.
 */
final class LastingBuffers {
  private final DerivedProgram program;
  private final Endings endings;
  private final RowLayouts layouts;
  private final Map<String, Buffer> parameters = new LinkedHashMap<>();
  private final Map<String, Buffer> gradients = new LinkedHashMap<>();
  private final Map<String, Buffer> moments = new LinkedHashMap<>();
  private final Map<String, Buffer> caller = new LinkedHashMap<>();

  LastingBuffers(
      DerivedProgram program,
      Endings endings,
      RowLayouts layouts,
      Optional<UpdateEquations> update) {
    this.program = program;
    this.endings = endings;
    this.layouts = layouts;
    allocateParameters();
    update.ifPresent(this::allocateMoments);
    allocateCaller();
  }

  private void allocateParameters() {
    JavaNames names = new JavaNames();
    List<Tensor> tensors = new ArrayList<>();
    program.source().parameters().forEach(parameter -> tensors.add(parameter.tensor()));
    program.source().states().forEach(state -> tensors.add(state.tensor()));
    for (Tensor tensor : tensors) {
      String name = names.fresh(tensor.name());
      parameters.put(
          tensor.name(), new Buffer(name, tensor, layouts.of(tensor), Buffer.Owner.PARAMETERS));
    }
    endings
        .parameterOfGradient()
        .forEach(
            (adjoint, parameter) -> {
              String name = parameters.get(parameter.name()).name();
              Layout layout = layouts.of(parameter);
              gradients.put(
                  adjoint.name(), new Buffer(name, parameter, layout, Buffer.Owner.GRADIENTS));
            });
  }

  /** The optimizer keeps its moments as the parameters lie. */
  private void allocateMoments(UpdateEquations update) {
    for (Optimizer.Moment moment : update.optimizer().moments()) {
      String name = PointCode.shortName(moment.tensor());
      for (Tensor parameter : endings.parameterOfGradient().values()) {
        Buffer buffer = new Buffer(name, parameter, layouts.of(parameter), Buffer.Owner.OPTIMIZER);
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

  /** True for a tensor whose memory is here. */
  boolean has(Tensor tensor) {
    return parameters.containsKey(tensor.name())
        || gradients.containsKey(tensor.name())
        || moments.containsKey(tensor.name())
        || caller.containsKey(tensor.name());
  }

  /** All but the moments, which lie as the parameters do. */
  List<Buffer> all() {
    List<Buffer> all = new ArrayList<>(parameters.values());
    all.addAll(gradients.values());
    all.addAll(caller.values());
    return all;
  }

  /** What a pass finds: all but the moments. */
  Map<String, Buffer> inPasses() {
    return together(List.of(parameters, gradients, caller));
  }

  /** What a step that moves the parameters finds, where some gradients are only passing. */
  Map<String, Buffer> inStep(Set<Tensor> passing) {
    Map<String, Buffer> all = together(List.of(parameters, gradients, moments, caller));
    passing.forEach(gradient -> all.remove(gradient.name()));
    return all;
  }

  /** What a prediction for one sample finds: inputs and outputs without their batch axis. */
  Map<String, Buffer> ofOneSample() {
    Map<String, Buffer> all = new LinkedHashMap<>(parameters);
    caller.forEach((name, buffer) -> all.put(name, ofOneSample(buffer)));
    return all;
  }

  private static Map<String, Buffer> together(List<Map<String, Buffer>> maps) {
    Map<String, Buffer> all = new LinkedHashMap<>();
    maps.forEach(all::putAll);
    return all;
  }

  private static Buffer ofOneSample(Buffer buffer) {
    Tensor tensor = OneSample.of(buffer.tensor());
    return new Buffer(buffer.name(), tensor, Layout.flat(tensor.rank()), buffer.owner());
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
}
