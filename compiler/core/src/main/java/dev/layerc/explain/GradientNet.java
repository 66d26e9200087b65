package dev.layerc.explain;

import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Equation;
import dev.layerc.equation.EquationPrinter;
import dev.layerc.equation.Parameter;
import dev.layerc.equation.Precision;
import dev.layerc.equation.Program;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.StateVariable;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The gradients of a net as a net of their own: its inputs are the inputs and targets of the first,
 * its parameters the parameters and states, its outputs the gradients. It is text of the language,
 * so that anyone can check what was derived, and the compiler itself: compiled, it gives the same
 * numbers.
 */
public final class GradientNet {
  private final String text;
  private final Map<Tensor, String> names;

  private GradientNet(String text, Map<Tensor, String> names) {
    this.text = text;
    this.names = names;
  }

  public static GradientNet of(DerivedProgram derived) {
    List<Step> steps = new ArrayList<>(derived.forward());
    steps.addAll(derived.backward());
    WrittenOnce once = new WrittenOnce();
    List<Step> written = once.steps(steps);
    Draws draws = Draws.in(written);
    List<Step> all = new ArrayList<>(draws.values());
    written.forEach(step -> all.add(Sayable.step(draws.replacedIn(step))));
    Map<Tensor, Tensor> gradients = new LinkedHashMap<>();
    derived.gradients().forEach((of, gradient) -> gradients.put(of, once.last(gradient)));
    Program source = derived.source();
    LegalNames legal = LegalNames.of(given(source), all);
    String text = text(source, all, gradients, legal);
    Map<Tensor, String> names = new LinkedHashMap<>();
    given(source).forEach(tensor -> names.put(tensor, legal.of(tensor)));
    derived.gradients().values().forEach(g -> names.put(g, legal.of(once.last(g))));
    return new GradientNet(text, names);
  }

  /** The whole net. */
  public String text() {
    return text;
  }

  /** What something given, or a gradient, is called in the text. */
  public String nameOf(Tensor tensor) {
    return names.get(tensor);
  }

  private static String text(
      Program source, List<Step> steps, Map<Tensor, Tensor> gradients, LegalNames names) {
    StringBuilder text = new StringBuilder("net ").append(source.name()).append("Gradients : ");
    text.append(source.precision() == Precision.FLOAT ? "float" : "double").append(" {\n");
    source.inputs().forEach(input -> line(text, "input " + declaration(input, names)));
    source.targets().forEach(target -> line(text, "input " + declaration(target, names)));
    learnt(source).forEach(t -> line(text, "param " + declaration(t, names) + " = 0"));
    EquationPrinter printer = EquationPrinter.statements(names);
    steps.forEach(step -> line(text, printer.print(step)));
    gradients.forEach((of, gradient) -> line(text, "output " + names.of(gradient)));
    return text.append("}\n").toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append("  ").append(line.replace("\n", "\n  ")).append('\n');
  }

  private static List<Tensor> learnt(Program source) {
    List<Tensor> learnt = new ArrayList<>();
    source.parameters().stream().map(Parameter::tensor).forEach(learnt::add);
    source.states().stream().map(StateVariable::tensor).forEach(learnt::add);
    return learnt;
  }

  private static List<Tensor> given(Program source) {
    List<Tensor> given = new ArrayList<>(source.inputs());
    given.addAll(source.targets());
    given.addAll(learnt(source));
    return given;
  }

  private static String declaration(Tensor tensor, LegalNames names) {
    String type = tensor.isReal() ? "" : tensor.type() + " ";
    String shape =
        tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    return type + names.of(tensor) + (tensor.shape().isEmpty() ? "" : shape);
  }

  /** The step with another list of equations. */
  static Step with(Step step, List<Equation> equations) {
    return step instanceof Recurrence recurrence
        ? new Recurrence(recurrence.time(), recurrence.descending(), equations)
        : equations.get(0);
  }
}
