package dev.layerc.emit;

import com.palantir.javapoet.ParameterSpec;
import dev.layerc.equation.Output;
import dev.layerc.equation.Program;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.LoopProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The arrays that pass between a network and its caller, each with a Java name of its own. */
final class Signature {
  private static final List<String> RESERVED =
      List.of(
          "count",
          "seed",
          "workspace",
          "gradients",
          "parameters",
          "optimizer",
          "step",
          "loss",
          "training",
          "sums");

  private final JavaIdentifiers identifiers = new JavaIdentifiers(RESERVED);
  private final List<Port> inputs = new ArrayList<>();
  private final List<Port> targets = new ArrayList<>();
  private final List<Port> outputs = new ArrayList<>();
  private final List<Port> inputGradients = new ArrayList<>();
  private final Map<Buffer, Port> ports = new LinkedHashMap<>();

  Signature(LoopProgram program) {
    Program source = program.source();
    for (Tensor input : source.inputs()) {
      inputs.add(port(Port.Kind.INPUT, input.name(), input));
    }
    for (Tensor target : source.targets()) {
      targets.add(port(Port.Kind.TARGET, target.name(), target));
    }
    for (Output output : source.outputs()) {
      outputs.add(port(Port.Kind.OUTPUT, output.name(), output.tensor()));
    }
    for (Tensor input : source.inputGradients()) {
      String identifier = JavaIdentifiers.legal(input.name());
      inputGradients.add(new Port(Port.Kind.INPUT_GRADIENT, input.name(), identifier, input));
    }
    bind(program);
  }

  private Port port(Port.Kind kind, String name, Tensor tensor) {
    return new Port(kind, name, identifiers.take(name), tensor);
  }

  /**
   * The caller's buffers stand in the order of the spec: inputs, targets, outputs, gradients of
   * inputs. Where some share a buffer, each takes the first port of its tensor that is still
   * without.
   */
  private void bind(LoopProgram program) {
    List<Port> all =
        Stream.of(inputs, targets, outputs, inputGradients).flatMap(List::stream).toList();
    List<Buffer> buffers =
        program.buffers().stream().filter(b -> b.owner() == Buffer.Owner.CALLER).toList();
    for (int i = 0; i < buffers.size(); i++) {
      Port port = buffers.size() == all.size() ? all.get(i) : candidate(buffers.get(i));
      ports.put(buffers.get(i), port);
    }
  }

  private Port candidate(Buffer buffer) {
    return candidates(buffer.tensor())
        .filter(port -> !ports.containsValue(port))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nobody gives " + buffer.name()));
  }

  /** A gradient of an input carries an adjoint, in the order of the spec, or the input's tensor. */
  private Stream<Port> candidates(Tensor tensor) {
    Stream<Port> given = Stream.of(inputs, targets, outputs).flatMap(List::stream);
    Stream<Port> named = given.filter(port -> port.tensor().name().equals(tensor.name()));
    boolean adjoint = tensor.role() == Role.ADJOINT;
    return Stream.concat(
        named,
        inputGradients.stream()
            .filter(port -> adjoint || port.tensor().name().equals(tensor.name())));
  }

  Port port(Buffer buffer) {
    Port port = ports.get(buffer);
    if (port == null) {
      throw new IllegalArgumentException("buffer " + buffer.name() + " is not in the program");
    }
    return port;
  }

  List<Port> inputs() {
    return inputs;
  }

  List<Port> outputs() {
    return outputs;
  }

  List<Port> inputGradients() {
    return inputGradients;
  }

  List<Port> targets() {
    return targets;
  }

  /** Inputs and targets: what a training pass is given. */
  List<Port> given() {
    return Stream.of(inputs, targets).flatMap(List::stream).toList();
  }

  static List<ParameterSpec> parameters(List<Port> ports, NetNames names) {
    return ports.stream().map(port -> port.parameter(names)).toList();
  }

  static String arguments(List<Port> ports) {
    return String.join(", ", ports.stream().map(Port::identifier).toList());
  }
}
