package dev.layerc.emit;

import dev.layerc.equation.Initializer;
import dev.layerc.equation.Parameter;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.BytecodeSize;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.Method;
import dev.layerc.loop.Routine;
import dev.layerc.loop.Statement;
import dev.layerc.loop.WorkspaceSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the Javadoc of emitted classes tells of the network. */
final class Summary {
  private static final int MOST_LINES = 40;

  private final LoopProgram program;
  private final Signature signature;
  private final List<Buffer> trainingOutputs;

  Summary(LoopProgram program, Signature signature, Fields fields) {
    this.program = program;
    this.signature = signature;
    this.trainingOutputs = fields.trainingOutputs();
  }

  /** Inputs, outputs and parameters with their shapes and counts. */
  String ofNet() {
    List<String> lines = new ArrayList<>();
    signature.given().forEach(port -> lines.add(port.description()));
    signature.outputs().forEach(port -> lines.add(port.description()));
    program.source().parameters().forEach(parameter -> lines.add(line(parameter)));
    lines.addAll(counts());
    lines.add(methods());
    program.update().ifPresent(update -> lines.add("trained by " + update.optimizer()));
    return block(lines);
  }

  /** How many parameters; what a prediction takes, and a sample's part of a training step. */
  List<String> counts() {
    List<String> lines = new ArrayList<>();
    long parameters =
        program.source().parameters().stream().mapToLong(p -> p.tensor().size()).sum();
    lines.add(parameters + " parameters");
    lines.add(
        line("prediction", program.predict().multiplyAdds(), WorkspaceSize.ofPrediction(program)));
    if (program.backward().isPresent()) {
      long work =
          program.forward().orElseThrow().multiplyAdds()
              + program.backward().orElseThrow().multiplyAdds();
      lines.add(line("training", work, WorkspaceSize.ofTraining(program, trainingOutputs)));
    }
    return lines;
  }

  /** The methods that compute, with the same bounds as those for warnings. */
  private String methods() {
    Set<Method> methods = new LinkedHashSet<>();
    routines().forEach(routine -> methods.addAll(routine.methods()));
    int most = methods.stream().mapToInt(BytecodeSize::of).max().orElse(0);
    return methods.size() + " methods compute it, each of at most " + most + " bytes of bytecode";
  }

  private Stream<Routine> routines() {
    return Stream.of(
            Optional.of(program.predict()),
            program.evaluate(),
            program.forward(),
            program.backward(),
            program.advance())
        .flatMap(Optional::stream);
  }

  private static String line(String what, long multiplyAdds, WorkspaceSize workspace) {
    String work = multiplyAdds == 0 ? "" : multiplyAdds + " multiply-adds a sample; ";
    return what + ": " + work + "workspace " + workspace;
  }

  private static String line(Parameter parameter) {
    String frozen = parameter.frozen() ? "frozen " : "";
    String name = parameter.tensor().name() + " " + parameter.tensor().shape();
    return frozen + "parameter " + name + " = " + text(parameter.initial());
  }

  private static String text(Initializer initial) {
    if (initial instanceof Initializer.Uniform uniform) {
      return "uniform in "
          + Literals.ofDouble(uniform.low())
          + " .. "
          + Literals.ofDouble(uniform.high());
    }
    if (initial instanceof Initializer.Normal normal) {
      return "normal with mean "
          + Literals.ofDouble(normal.mean())
          + ", deviation "
          + Literals.ofDouble(normal.deviation());
    }
    if (initial instanceof Initializer.Orthogonal orthogonal) {
      return "orthogonal times " + Literals.ofDouble(orthogonal.gain());
    }
    return Literals.ofDouble(((Initializer.Constant) initial).value());
  }

  /** The equations of a pass, in the order in which they are computed. */
  String ofPass(Routine routine) {
    Map<String, Method> methods = new LinkedHashMap<>();
    routine.methods().forEach(method -> methods.put(method.name(), method));
    Set<String> lines = new LinkedHashSet<>();
    for (Statement.Invoke call : routine.calls()) {
      Method method = methods.get(call.method());
      if (method != null) {
        lines.addAll(method.summary());
      }
    }
    return lines.isEmpty() ? "" : block(new ArrayList<>(lines));
  }

  /** Lines as preformatted text; of many, the first ones. */
  static String block(List<String> lines) {
    List<String> shown = lines;
    if (lines.size() > MOST_LINES) {
      shown = new ArrayList<>(lines.subList(0, MOST_LINES - 1));
      shown.add("... and " + (lines.size() - shown.size()) + " more");
    }
    List<String> text = Comments.broken(Comments.escaped(String.join("\n", shown)));
    return "\n\n<pre>\n" + String.join("\n", text) + "\n</pre>\n";
  }
}
