package dev.layerc.elaborate;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.Message;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Output;
import dev.layerc.equation.Precision;
import dev.layerc.equation.Program;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.equation.Training;
import dev.layerc.spec.Declaration;
import dev.layerc.spec.Expression;
import dev.layerc.spec.Name;
import dev.layerc.spec.ScalarType;
import dev.layerc.spec.Statement;
import dev.layerc.spec.TensorDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One net → its program. */
final class NetElaboration {
  private final Declaration.Net declaration;
  private final NetState net;
  private final Scope scope;
  private final Body body;
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Tensor> targets = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private final List<Output> metrics = new ArrayList<>();
  private Optional<Tensor> loss = Optional.empty();

  private NetElaboration(
      Declaration.Net declaration,
      Library library,
      DiagnosticLog log,
      Set<Declaration.Layer> used) {
    this.declaration = declaration;
    this.net = new NetState(log, used);
    this.scope = new Scope(library);
    Use use = Use.ofNet(declaration.name().text(), declaration.name().span());
    this.body = new Body(net, scope, use, declaration.body());
  }

  /**
   * The program, the layers used added to {@code used}; empty where something is wrong with the
   * net, which is then in the log.
   */
  static Optional<Program> elaborate(
      Declaration.Net declaration,
      Library library,
      DiagnosticLog log,
      Set<Declaration.Layer> used) {
    int errors = log.errorCount();
    NetElaboration elaboration = new NetElaboration(declaration, library, log, used);
    elaboration.body.elaborate(elaboration::statement);
    elaboration.checkComplete();
    List<Tensor> gradients = elaboration.inputGradients();
    Optional<Training> training = elaboration.training();
    if (log.errorCount() > errors) {
      return Optional.empty();
    }
    Program program = elaboration.program(gradients, training);
    Learnability.check(program, elaboration.net);
    return log.errorCount() > errors ? Optional.empty() : Optional.of(program);
  }

  private Program program(List<Tensor> gradients, Optional<Training> training) {
    List<Output> results = outputs.stream().map(this::computed).toList();
    return new Program(
        declaration.name().text(),
        declaration.type().orElse(null) instanceof ScalarType.Double
            ? Precision.DOUBLE
            : Precision.FLOAT,
        inputs,
        targets,
        net.parameters(),
        net.states(),
        net.steps(),
        results,
        loss,
        metrics,
        gradients,
        training);
  }

  /** An output has a value of its own for each sample, even where it repeats an input. */
  private Output computed(Output output) {
    return new Output(output.name(), PerSampleCopy.of(output.tensor(), output.name(), net));
  }

  private void statement(Statement statement) {
    if (statement instanceof Statement.Input input) {
      input.tensors().forEach(tensor -> inputs.add(given(tensor, Role.INPUT)));
    } else if (statement instanceof Statement.Target target) {
      target.tensors().forEach(tensor -> targets.add(given(tensor, Role.TARGET)));
    } else if (statement instanceof Statement.Output output) {
      output(output);
    } else if (statement instanceof Statement.Loss written) {
      loss(written);
    } else if (statement instanceof Statement.Metric metric) {
      metric(metric);
    } else if (!(statement instanceof Statement.Gradient)
        && !(statement instanceof Statement.Train)) {
      LayerStatements.elaborate(body, statement);
    }
  }

  private Tensor given(TensorDeclaration declared, Role role) {
    List<Integer> shape = Declarations.shape(declared, scope, Optional.empty(), body::warn);
    Tensor tensor =
        new Tensor(net.uniqueName(declared.name().text()), role, type(declared), shape, true);
    body.bind(declared.name(), tensor);
    scope.axes().declare(declared.name().text(), Signature.spans(declared), false);
    return tensor;
  }

  private ElementType type(TensorDeclaration declared) {
    if (declared.type().isEmpty()) {
      return ElementType.REAL;
    }
    ScalarType type = declared.type().get();
    if (type instanceof ScalarType.Int whole) {
      return ElementType.whole(Numbers.extent(whole.limit(), scope, body::warn));
    }
    boolean isDouble = declaration.type().orElse(null) instanceof ScalarType.Double;
    if (type instanceof ScalarType.Double != isDouble) {
      throw Mistake.withHint(
          Message.OTHER_PRECISION,
          type.span(),
          "leave the type out, or declare net "
              + declaration.name()
              + " : "
              + Text.oneLine(type.span()),
          Text.oneLine(type.span()),
          isDouble ? "double" : "float");
    }
    return ElementType.REAL;
  }

  private void output(Statement.Output output) {
    output.value().ifPresent(v -> body.definition(output.name(), Optional.empty(), v));
    if (output.value().isPresent()) {
      outputs.add(named(output.name()));
    }
  }

  private Output named(Name name) {
    Binding binding = Expressions.binding(name, Numbers.context(scope));
    if (binding instanceof Binding.Whole whole) {
      return new Output(name.text(), whole.tensor());
    }
    throw Mistake.of(Message.NOT_A_TENSOR, name.span(), name, "not a value");
  }

  private void loss(Statement.Loss written) {
    if (loss.isPresent()) {
      throw Mistake.withHint(Message.SECOND_LOSS, written.span(), "add them up in one");
    }
    loss = Optional.of(scalar("loss", written.value()));
  }

  private void metric(Statement.Metric metric) {
    String name =
        metric.value() instanceof Expression.Call call
            ? call.callee().text()
            : metric.value() instanceof Expression.Reference reference
                ? reference.name().text()
                : "metric";
    Tensor tensor = body.withPurpose(Origin.Purpose.METRIC, () -> scalar(name, metric.value()));
    metrics.add(new Output(uniqueMetric(name), tensor));
  }

  private String uniqueMetric(String name) {
    long before = metrics.stream().filter(m -> m.name().matches(name + "\\d*")).count();
    return before == 0 ? name : name + (before + 1);
  }

  /** The value of a loss or metric: one number for each sample. */
  private Tensor scalar(String name, Expression value) {
    Name unnamed = new Name(name, value.span());
    Tensor tensor = new Definition(body, unnamed, Optional.empty(), value).elaborate();
    if (!tensor.shape().isEmpty()) {
      throw Mistake.withHint(
          Message.NOT_A_SCALAR,
          value.span(),
          "mean[...] of it, or a loss such as mse",
          name,
          Text.shape(tensor.shape()));
    }
    return PerSampleCopy.of(tensor, name, net);
  }

  private void checkComplete() {
    outputsWithoutValue();
    if (declaration.body().stream().noneMatch(s -> s instanceof Statement.Input)) {
      body.tell(
          Mistake.of(Message.NET_WITHOUT_INPUT, declaration.name().span(), declaration.name()));
    }
    if (declaration.body().stream().noneMatch(s -> s instanceof Statement.Output)) {
      body.tell(
          Mistake.withHint(
              Message.NET_WITHOUT_OUTPUT,
              declaration.name().span(),
              "output p = ...",
              declaration.name()));
    }
  }

  /** {@code output z}: after all values are known; outputs stand in the order of the text. */
  private void outputsWithoutValue() {
    List<Output> ordered = new ArrayList<>();
    for (Statement statement : declaration.body()) {
      if (statement instanceof Statement.Output output) {
        try {
          ordered.add(named(output.name()));
        } catch (Mistake mistake) {
          body.tell(mistake);
        }
      }
    }
    outputs.clear();
    outputs.addAll(ordered);
  }

  private List<Tensor> inputGradients() {
    List<Tensor> wanted = new ArrayList<>();
    for (Statement statement : declaration.body()) {
      if (statement instanceof Statement.Gradient gradient) {
        for (Name name : gradient.inputs()) {
          input(name).ifPresent(wanted::add);
        }
      }
    }
    return wanted;
  }

  private Optional<Tensor> input(Name name) {
    Optional<Tensor> found = inputs.stream().filter(t -> t.name().equals(name.text())).findFirst();
    boolean wrong = found.isEmpty() || !found.get().isReal();
    if (wrong && !(scope.findOwn(name.text()).orElse(null) instanceof Binding.Broken)) {
      net.log().add(Diagnostic.of(Message.GRADIENT_OF_NO_INPUT, name.span(), name));
    }
    return wrong ? Optional.empty() : found;
  }

  private Optional<Training> training() {
    Optional<Training> training = Optional.empty();
    Statement first = null;
    for (Statement statement : declaration.body()) {
      if (statement instanceof Statement.Train train) {
        try {
          if (first != null) {
            throw Mistake.of(Message.SECOND_TRAIN, train.span());
          }
          first = train;
          training = Optional.of(TrainStatement.elaborate(train, scope));
          checkObjective(train);
        } catch (Mistake mistake) {
          body.tell(mistake);
        }
      }
    }
    return training;
  }

  private void checkObjective(Statement.Train train) {
    boolean written = declaration.body().stream().anyMatch(s -> s instanceof Statement.Loss);
    boolean scalar = outputs.size() == 1 && outputs.get(0).tensor().shape().isEmpty();
    if (!written && !scalar) {
      throw Mistake.withHint(Message.TRAIN_WITHOUT_LOSS, train.span(), "loss mse(p, y)");
    }
  }
}
