package dev.layerc.gradient;

import dev.layerc.diag.SourceFile;
import dev.layerc.diag.Span;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Initializer;
import dev.layerc.equation.Optimizer;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Output;
import dev.layerc.equation.Parameter;
import dev.layerc.equation.Precision;
import dev.layerc.equation.Program;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.Role;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import dev.layerc.equation.Terms;
import dev.layerc.equation.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A program written by hand, equation by equation. */
public final class TestNet {
  private static final Span SPAN = new Span(new SourceFile("test.nn", "net Test\n"), 0, 3);

  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Tensor> targets = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private final List<Tensor> inputGradients = new ArrayList<>();
  private Optional<Tensor> loss = Optional.empty();
  private Optional<Training> training = Optional.empty();

  public static Index index(String name, int extent) {
    return new Index(name, extent);
  }

  public Tensor input(String name, Integer... shape) {
    Tensor tensor = new Tensor(name, Role.INPUT, ElementType.REAL, List.of(shape), true);
    inputs.add(tensor);
    inputGradients.add(tensor);
    return tensor;
  }

  /** An input whose gradient nobody asks for. */
  public Tensor data(String name, Integer... shape) {
    Tensor tensor = input(name, shape);
    inputGradients.remove(tensor);
    return tensor;
  }

  public Tensor label(String name, int limit, Integer... shape) {
    Tensor tensor = new Tensor(name, Role.TARGET, ElementType.whole(limit), List.of(shape), true);
    targets.add(tensor);
    return tensor;
  }

  public Tensor target(String name, Integer... shape) {
    Tensor tensor = new Tensor(name, Role.TARGET, ElementType.REAL, List.of(shape), true);
    targets.add(tensor);
    return tensor;
  }

  public Tensor parameter(String name, Integer... shape) {
    return parameter(name, false, shape);
  }

  public Tensor parameter(String name, boolean frozen, Integer... shape) {
    Tensor tensor = new Tensor(name, Role.PARAMETER, ElementType.REAL, List.of(shape), false);
    parameters.add(new Parameter(tensor, new Initializer.Constant(0), frozen, SPAN));
    return tensor;
  }

  /** {@code name[indices] = value} for each sample. */
  public Tensor value(String name, List<Index> indices, Expr value) {
    Tensor tensor = tensor(name, indices, true);
    return define(tensor, indices, value);
  }

  /** {@code name[indices] = value}, the same for all samples. */
  public Tensor shared(String name, List<Index> indices, Expr value) {
    return define(tensor(name, indices, false), indices, value);
  }

  public static Tensor tensor(String name, List<Index> indices, boolean perSample) {
    List<Integer> shape = indices.stream().map(Index::extent).toList();
    return new Tensor(name, Role.VALUE, ElementType.REAL, shape, perSample);
  }

  public Tensor define(Tensor tensor, List<Index> indices, Expr value) {
    steps.add(equation(tensor, indices, value));
    return tensor;
  }

  public static Equation equation(Tensor tensor, List<Index> indices, Expr value) {
    List<Index> all = new ArrayList<>(indices);
    if (tensor.perSample()) {
      all.add(0, Index.BATCH);
    }
    Origin origin = new Origin("", SPAN, SPAN, Origin.Purpose.FORWARD);
    return Equation.gather(tensor, all, value, origin);
  }

  public void recurrence(Index time, boolean descending, Equation... equations) {
    steps.add(new Recurrence(time, descending, List.of(equations)));
  }

  public void output(Tensor tensor) {
    outputs.add(new Output(tensor.name(), tensor));
  }

  public Program loss(Tensor tensor) {
    loss = Optional.of(tensor);
    return program();
  }

  /** As {@link #loss}, with a {@code train} statement: only what is trained has a gradient. */
  public Program trained(Tensor tensor) {
    Tensor weight = scalar("w", Role.PARAMETER);
    Tensor gradient = scalar("g", Role.ADJOINT);
    Tensor next = scalar("w.next", Role.VALUE);
    Optimizer optimizer =
        new Optimizer(
            "none",
            weight,
            gradient,
            scalar("step", Role.INPUT),
            Optional.empty(),
            List.of(),
            List.of(equation(next, List.of(), Terms.read(weight, new Index[0]))),
            next);
    training = Optional.of(new Training(optimizer, 1));
    return loss(tensor);
  }

  private static Tensor scalar(String name, Role role) {
    return new Tensor(name, role, ElementType.REAL, List.of(), false);
  }

  public Program program() {
    return new Program(
        "Test",
        Precision.DOUBLE,
        inputs,
        targets,
        parameters,
        List.of(),
        steps,
        outputs,
        loss,
        List.of(),
        inputGradients,
        training);
  }
}
