package dev.layerc.schedule;

import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.LiveSteps;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Output;
import dev.layerc.equation.Role;
import dev.layerc.equation.StateVariable;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Where results leave the network: the equations that put outputs, losses, metrics and gradients to
 * the places where the API expects them. A result that is computed in its place already needs none.
 */
final class Endings {
  private static final String RESULT = ": ";

  private final DerivedProgram program;
  private final Map<Tensor, Tensor> parameterOfGradient = new LinkedHashMap<>();
  private final List<Output> outputs = new ArrayList<>();
  private final List<Output> metrics = new ArrayList<>();
  private final List<Output> inputGradients = new ArrayList<>();
  private final Optional<Tensor> lossTensor;

  Endings(DerivedProgram program) {
    this.program = program;
    program
        .gradients()
        .forEach(
            (tensor, adjoint) -> {
              if (tensor.role() == Role.PARAMETER) {
                parameterOfGradient.put(adjoint, tensor);
              } else {
                inputGradients.add(new Output(tensor.name(), result("gradient", adjoint)));
              }
            });
    program
        .source()
        .outputs()
        .forEach(o -> outputs.add(new Output(o.name(), result("out", o.tensor()))));
    program
        .source()
        .metrics()
        .forEach(m -> metrics.add(new Output(m.name(), result("mean", m.tensor()))));
    lossTensor = program.source().objective().map(tensor -> result("loss", tensor));
  }

  /** A per-sample tensor that stands for a place outside the network. */
  private static Tensor result(String place, Tensor tensor) {
    return new Tensor(
        place + RESULT + tensor.name(), Role.VALUE, tensor.type(), tensor.shape(), true);
  }

  /** True for a place outside the network; no other name has a colon. */
  static boolean isResult(Tensor tensor) {
    return tensor.name().contains(RESULT);
  }

  /** The name of a tensor's memory: results go by the names of the spec. */
  String nameOf(Tensor tensor) {
    if (lossTensor.filter(tensor::equals).isPresent()) {
      return "losses";
    }
    return metrics.stream()
        .filter(metric -> metric.tensor().equals(tensor))
        .map(Output::name)
        .findFirst()
        .orElse(OperandCopy.shortName(tensor.name()).replace(' ', '.'));
  }

  Map<Tensor, Tensor> parameterOfGradient() {
    return parameterOfGradient;
  }

  /** What the caller of a prediction gets, by the names of the spec. */
  List<Output> outputs() {
    return outputs;
  }

  List<Output> metrics() {
    return metrics;
  }

  List<Output> inputGradients() {
    return inputGradients;
  }

  Optional<Tensor> lossTensor() {
    return lossTensor;
  }

  List<Step> withOutputs(List<Step> steps) {
    List<Step> all = new ArrayList<>(steps);
    for (int i = 0; i < outputs.size(); i++) {
      all.add(copy(program.source().outputs().get(i).tensor(), outputs.get(i).tensor(), steps));
    }
    return all;
  }

  /**
   * The steps to the losses and metrics, and to what is {@code readLater}: training stores no
   * outputs.
   */
  List<Step> withLossesAlone(List<Step> steps, Set<Tensor> readLater) {
    Set<Tensor> kept = new LinkedHashSet<>(readLater);
    lossTensor.ifPresent(kept::add);
    metrics.forEach(metric -> kept.add(metric.tensor()));
    return LiveSteps.of(withLosses(steps), kept);
  }

  private List<Step> withLosses(List<Step> steps) {
    List<Step> all = new ArrayList<>(steps);
    program
        .source()
        .objective()
        .filter(objective -> lossTensor.isPresent())
        .ifPresent(objective -> all.add(copy(objective, lossTensor.get(), steps)));
    for (int i = 0; i < metrics.size(); i++) {
      all.add(copy(program.source().metrics().get(i).tensor(), metrics.get(i).tensor(), steps));
    }
    return all;
  }

  /** What a training step does to the states when everything else is done. */
  List<Step> advancingStates(List<Step> steps) {
    List<Step> all = new ArrayList<>();
    for (StateVariable state : program.source().states()) {
      state.next().ifPresent(next -> all.add(copy(next, state.tensor(), steps)));
    }
    return all;
  }

  /**
   * Gradients of parameters add to what is there, so that those of several batches can be summed; a
   * gradient of an input is the caller's.
   */
  List<Step> withGradients(List<Step> steps) {
    List<Step> all = adding(steps, parameterOfGradient.keySet());
    for (Output gradient : inputGradients) {
      Tensor input =
          program.gradients().keySet().stream()
              .filter(tensor -> tensor.name().equals(gradient.name()))
              .findFirst()
              .orElseThrow();
      all.add(copy(program.gradients().get(input), gradient.tensor(), steps));
    }
    return all;
  }

  /** The same steps, adding to what some gradients are already. */
  static List<Step> adding(List<Step> steps, Set<Tensor> gradients) {
    List<Step> all = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Equation equation && gradients.contains(equation.target())) {
        if (!isZero(equation.value())) {
          all.add(adding(equation));
        }
      } else {
        all.add(step);
      }
    }
    return all;
  }

  private static boolean isZero(Expr expr) {
    return expr instanceof Expr.Literal literal && literal.value() == 0;
  }

  private static Equation adding(Equation equation) {
    return new Equation(
        equation.target(),
        equation.indices(),
        equation.at(),
        equation.where(),
        equation.value(),
        true,
        equation.origin());
  }

  private Equation copy(Tensor from, Tensor to, List<Step> steps) {
    List<Index> indices = new ArrayList<>();
    if (to.perSample()) {
      indices.add(Index.BATCH);
    }
    IntStream.range(0, to.shape().size())
        .forEach(axis -> indices.add(new Index(axisName(axis), to.shape().get(axis))));
    List<Expr> at = new ArrayList<>(indices.stream().<Expr>map(Expr.IndexValue::new).toList());
    if (to.perSample() && !from.perSample()) {
      at.remove(0);
    }
    return Equation.gather(to, indices, new Expr.Read(from, at), originOf(from, steps));
  }

  /** For a result that is an input or a parameter as it stands. */
  private Origin anyOrigin() {
    return program.source().steps().stream()
        .flatMap(step -> step.equations().stream())
        .map(Equation::origin)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a network without equations"));
  }

  private static String axisName(int axis) {
    return axis < 8 ? String.valueOf((char) ('i' + axis)) : "i" + axis;
  }

  private Origin originOf(Tensor tensor, List<Step> steps) {
    return steps.stream()
        .flatMap(step -> step.equations().stream())
        .filter(equation -> equation.target().equals(tensor))
        .map(Equation::origin)
        .findFirst()
        .orElseGet(this::anyOrigin);
  }
}
