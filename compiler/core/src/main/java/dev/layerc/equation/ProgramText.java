package dev.layerc.equation;

import java.util.List;
import java.util.stream.Collectors;

/** A stable text of whole programs, for dumps and goldens. */
final class ProgramText {
  private final StringBuilder text = new StringBuilder();
  private final EquationPrinter printer;

  private ProgramText(EquationPrinter printer) {
    this.printer = printer;
  }

  static String of(Program program, EquationPrinter printer) {
    ProgramText result = new ProgramText(printer);
    result.head(program);
    result.steps(program.steps());
    result.foot(program);
    return result.text.append("}\n").toString();
  }

  static String of(DerivedProgram program, EquationPrinter printer) {
    ProgramText result = new ProgramText(printer);
    result.head(program.source());
    result.section("inference", program.inference());
    result.section("forward", program.forward());
    result.section("backward", program.backward());
    result.line("// gradients");
    program.gradients().forEach((of, is) -> result.line("d(" + of + ") is " + is));
    result.foot(program.source());
    return result.text.append("}\n").toString();
  }

  private void line(String line) {
    text.append("  ").append(line.replace("\n", "\n  ")).append('\n');
  }

  private void section(String title, List<Step> steps) {
    line("// " + title);
    steps(steps);
  }

  private void steps(List<Step> steps) {
    steps.forEach(step -> line(printer.print(step)));
  }

  private void head(Program program) {
    String type = program.precision() == Precision.FLOAT ? "float" : "double";
    text.append("net ").append(program.name()).append(" : ").append(type).append(" {\n");
    program.inputs().forEach(input -> line("input " + declaration(input)));
    program.targets().forEach(target -> line("target " + declaration(target)));
    for (Parameter parameter : program.parameters()) {
      String frozen = parameter.frozen() ? "frozen " : "";
      line(frozen + "param " + initialized(parameter.tensor(), parameter.initial()));
    }
    for (StateVariable state : program.states()) {
      line("state " + initialized(state.tensor(), state.initial()));
    }
  }

  private void foot(Program program) {
    program.outputs().forEach(output -> line("output " + named(output)));
    program.loss().ifPresent(loss -> line("loss " + loss));
    program.metrics().forEach(metric -> line("metric " + named(metric)));
    if (!program.inputGradients().isEmpty()) {
      line(
          "gradient "
              + program.inputGradients().stream()
                  .map(Tensor::name)
                  .collect(Collectors.joining(", ")));
    }
    program.training().ifPresent(this::training);
  }

  private void training(Training training) {
    Optimizer optimizer = training.optimizer();
    line("train " + optimizer.name() + ", batch = " + training.batch() + " {");
    for (Optimizer.Moment moment : optimizer.moments()) {
      line("  state " + moment.tensor() + " = " + NumberText.of(moment.initial()));
    }
    optimizer.equations().forEach(equation -> line("  " + printer.print((Step) equation)));
    for (Optimizer.Moment moment : optimizer.moments()) {
      if (!moment.next().name().equals(moment.tensor().name() + TensorNames.NEXT)) {
        line("  next " + moment.tensor() + " = " + moment.next());
      }
    }
    if (!optimizer.nextWeight().name().equals(optimizer.weight().name() + TensorNames.NEXT)) {
      line("  next " + optimizer.weight() + " = " + optimizer.nextWeight());
    }
    line("}");
  }

  private static String named(Output output) {
    String tensor = output.tensor().name();
    return output.name().equals(tensor) ? tensor : output.name() + " = " + tensor;
  }

  private static String declaration(Tensor tensor) {
    String type = tensor.isReal() ? "" : tensor.type() + " ";
    if (tensor.shape().isEmpty()) {
      return type + tensor.name();
    }
    String shape = tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return type + tensor.name() + "[" + shape + "]";
  }

  private static String initialized(Tensor tensor, Initializer initial) {
    return declaration(tensor) + " = " + text(initial);
  }

  private static String text(Initializer initial) {
    if (initial instanceof Initializer.Constant constant) {
      return NumberText.of(constant.value());
    }
    if (initial instanceof Initializer.Uniform uniform) {
      return "uniform(" + NumberText.of(uniform.low()) + ", " + NumberText.of(uniform.high()) + ")";
    }
    if (initial instanceof Initializer.Normal normal) {
      return "normal("
          + NumberText.of(normal.mean())
          + ", "
          + NumberText.of(normal.deviation())
          + ")";
    }
    return "orthogonal(" + NumberText.of(((Initializer.Orthogonal) initial).gain()) + ")";
  }
}
