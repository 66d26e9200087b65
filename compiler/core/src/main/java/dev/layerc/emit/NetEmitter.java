package dev.layerc.emit;

import com.palantir.javapoet.ParameterSpec;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.Routine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes the classes of a network. The same program and options give the same bytes. */
public final class NetEmitter {
  private final EmitOptions options;

  public NetEmitter(EmitOptions options) {
    this.options = options;
  }

  /** All files, the class that users call first. */
  public List<GeneratedFile> emit(LoopProgram program) {
    Net net = Net.of(program, options);
    List<GeneratedFile> files = new ArrayList<>();
    files.add(new FaceEmitter(net).emit());
    files.add(new ParametersEmitter(net).emit());
    files.add(new WorkspaceEmitter(net).emit());
    VectorsEmitter vectors = new VectorsEmitter(net);
    files.add(forward(net, vectors));
    program.backward().ifPresent(backward -> files.add(backward(net, vectors, backward)));
    files.addAll(vectors.emit());
    if (net.hasGradients()) {
      files.add(new GradientsEmitter(net).emit());
    }
    if (net.isTrained()) {
      files.add(new OptimizerEmitter(net).emit());
    }
    files.addAll(support(net));
    return List.copyOf(files);
  }

  private static GeneratedFile forward(Net net, VectorsEmitter vectors) {
    LoopProgram program = net.program();
    PassEmitter pass =
        new PassEmitter(
            net,
            vectors,
            "Forward",
            "The passes of {@link " + net.names().net() + "} from inputs on.\n");
    List<Port> ports =
        Stream.of(net.signature().inputs(), net.signature().outputs())
            .flatMap(List::stream)
            .toList();
    pass.addPass("predict", parameters(net, ports, false), program.predict());
    program
        .predictOne()
        .ifPresent(
            routine -> pass.addPass(PassEmitter.ONE, parameters(net, ports, false), routine));
    program
        .evaluate()
        .ifPresent(
            routine ->
                pass.addPass("evaluate", parameters(net, net.signature().given(), false), routine));
    program
        .advance()
        .ifPresent(routine -> pass.addPass("advance", parameters(net, List.of(), false), routine));
    program
        .forward()
        .ifPresent(
            routine ->
                pass.addPass("forward", parameters(net, net.signature().given(), false), routine));
    return pass.emit();
  }

  private static GeneratedFile backward(Net net, VectorsEmitter vectors, Routine routine) {
    PassEmitter pass =
        new PassEmitter(
            net,
            vectors,
            "Backward",
            "The pass of {@link " + net.names().net() + "} from the loss back to the gradients.\n");
    List<Port> given = net.signature().given();
    pass.addPass("backward", parameters(net, given, true), routine);
    net.program()
        .stepRoutine()
        .ifPresent(step -> pass.addPass("step", stepParameters(net, given, step), step));
    return pass.emit();
  }

  private static List<ParameterSpec> parameters(Net net, List<Port> ports, boolean gradients) {
    List<ParameterSpec> all = new ArrayList<>(Signature.parameters(ports, net.names()));
    if (gradients) {
      all.add(ParameterSpec.builder(net.names().type("Gradients"), "gradients").build());
    }
    all.add(ParameterSpec.builder(net.names().type("Parameters"), "parameters").build());
    all.add(ParameterSpec.builder(net.names().type("Workspace"), "workspace").build());
    return all;
  }

  private static List<ParameterSpec> stepParameters(Net net, List<Port> ports, Routine step) {
    List<ParameterSpec> all =
        new ArrayList<>(parameters(net, ports, PassEmitter.usesGradients(step)));
    all.add(ParameterSpec.builder(net.names().type("Optimizer"), "optimizer").build());
    return all;
  }

  /** What is the same for every network, and the functions that this one calls. */
  private static List<GeneratedFile> support(Net net) {
    List<GeneratedFile> files = new ArrayList<>();
    UsedFunctions used = net.used();
    if (!used.sections().isEmpty()) {
      files.add(new MathEmitter(net).emit(used.sections()));
    }
    List<String> templates =
        new ArrayList<>(
            List.of(
                "Tensor", "TensorTable", "Arguments", "DrawnValues", "Weights", "WeightsHeader"));
    if (used.random() || net.drawsNoise()) {
      templates.add("Noise");
    }
    if (UsedFunctions.takesPowers(net.program())) {
      templates.add("Power");
    }
    for (String template : templates) {
      files.add(Template.of(template).emit(net.names(), net.names().net() + template));
    }
    return files;
  }
}
