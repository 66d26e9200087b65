package dev.layerc.elaborate;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Declaration;
import dev.layerc.spec.HyperParameter;
import dev.layerc.spec.TensorDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Instantiates one use of a layer, a shared layer, a function or {@code reshape}. */
final class Instances {
  private final Body body;
  private final Stages stages;

  Instances(Body body, Stages stages) {
    this.body = body;
    this.stages = stages;
  }

  List<Tensor> invoke(Stages.Invocation invocation) {
    body.net().countInstance(invocation.place());
    String callee = invocation.callee().text();
    Optional<Binding> own = body.scope().findOwn(callee);
    if (own.isPresent() && own.get() instanceof Binding.SharedStage shared) {
      return shared(invocation, shared.layer());
    }
    if (own.isPresent() && own.get() instanceof Binding.Broken) {
      throw Mistake.toldAlready();
    }
    Optional<Declared<? extends Declaration>> declared = body.scope().library().callable(callee);
    if (declared.isPresent()) {
      return declared.get().declaration() instanceof Declaration.Layer layer
          ? layer(
              invocation,
              layer,
              declared.get().home(),
              body.use().prefix() + invocation.stageName() + ".")
          : List.of(function(invocation));
    }
    if (callee.equals(Builtins.RESHAPE)) {
      return List.of(new Reshape(body, stages).elaborate(invocation));
    }
    if (Builtins.operator(callee).isPresent()) {
      return List.of(function(invocation));
    }
    throw Calls.unknown(invocation.callee(), Numbers.context(body.scope()));
  }

  private List<Tensor> shared(Stages.Invocation invocation, SharedLayer shared) {
    if (invocation.arguments().stream().anyMatch(a -> !stages.isTensor(a.value()))) {
      throw Mistake.of(Message.SHARED_WITH_ARGUMENTS, invocation.place(), invocation.callee());
    }
    List<dev.layerc.spec.Argument> arguments =
        new ArrayList<>(shared.stage().arguments().orElse(List.of()));
    arguments.addAll(invocation.arguments());
    Declared<? extends Declaration> declared =
        body.scope().library().callable(shared.stage().layer().text()).orElseThrow();
    Stages.Invocation full =
        new Stages.Invocation(
            shared.stage().layer(),
            arguments,
            invocation.piped(),
            invocation.frozen() || shared.stage().frozen(),
            1,
            invocation.place(),
            invocation.name(),
            invocation.shape());
    Declaration.Layer layer = (Declaration.Layer) declared.declaration();
    return layer(full, layer, declared.home(), shared.prefix());
  }

  private List<Tensor> layer(
      Stages.Invocation invocation, Declaration.Layer layer, Library home, String prefix) {
    LayerArguments arguments =
        LayerArguments.sort(
            invocation.callee(),
            layer.inputs(),
            layer.hyperParameters(),
            invocation.piped(),
            invocation.arguments(),
            stages::isTensor,
            stages::tensor);
    Scope scope = body.scope().enter(layer, home, invocation.place());
    arguments.bind(scope, body.scope(), e -> s -> Numbers.evaluate(e, s));
    List<Tensor> inputs = arguments.inputs(invocation.place());
    Use use =
        body.use().inner(prefix, layer.name().text(), invocation.place(), invocation.frozen());
    Signature signature =
        Signature.unify(layer, inputs, scope, body.net(), invocation.callee().span());
    warnOfLastAxis(layer, inputs.get(0), invocation);
    List<Tensor> outputs = elaborate(layer, scope, use, signature, invocation);
    Producer producer =
        new Producer(
            layer.name().text(),
            invocation.callee().span(),
            Optional.of(layer),
            hyperParameters(layer, scope),
            inputs);
    outputs.forEach(output -> body.net().produced(output, producer));
    return outputs;
  }

  private List<Tensor> elaborate(
      Declaration.Layer layer,
      Scope scope,
      Use use,
      Signature signature,
      Stages.Invocation invocation) {
    body.net().used(layer);
    Body inner = new Body(body.net(), scope, use, layer.body());
    inner.remaining(signature.remaining());
    for (TensorDeclaration output : layer.outputs()) {
      boolean named = invocation.name().isPresent() && layer.outputs().size() == 1;
      String name = named ? invocation.name().get() : use.prefix() + output.name();
      inner.slot(
          output.name().text(),
          new Body.Slot(signature.outputShape(output), signature.outputType(output), name));
    }
    return inner.purposeOf(body, () -> results(layer, scope, inner));
  }

  private static List<Tensor> results(Declaration.Layer layer, Scope scope, Body inner) {
    inner.elaborate(statement -> LayerStatements.elaborate(inner, statement));
    List<Tensor> outputs = new ArrayList<>();
    for (TensorDeclaration output : layer.outputs()) {
      Binding binding = scope.findOwn(output.name().text()).orElse(null);
      if (binding == null) {
        throw Mistake.of(Message.OUTPUT_UNDEFINED, output.name().span(), output.name());
      }
      if (!(binding instanceof Binding.Whole whole)) {
        throw Mistake.toldAlready();
      }
      outputs.add(whole.tensor());
    }
    return outputs;
  }

  private static Map<String, Double> hyperParameters(Declaration.Layer layer, Scope scope) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (HyperParameter parameter : layer.hyperParameters()) {
      if (scope.findOwn(parameter.name().text()).orElse(null) instanceof Binding.Scalar scalar) {
        values.put(parameter.name().text(), scalar.value().literal());
      }
    }
    return values;
  }

  /** {@code dense} on an image is rarely meant: it acts on the last axis alone. */
  private void warnOfLastAxis(Declaration.Layer layer, Tensor input, Stages.Invocation invocation) {
    boolean dense =
        layer.name().text().equals("dense") && Prelude.NAME.equals(layer.span().source().name());
    if (dense && input.shape().size() > 2) {
      body.warn(
          Diagnostic.of(
                  Message.LAST_AXIS_ALONE,
                  invocation.callee().span(),
                  layer.name(),
                  Text.shape(input.shape()))
              .withHint("flatten -> " + Text.oneLine(invocation.place())));
    }
  }

  /** A function as a stage: elementwise, the piped tensor as its first argument. */
  private Tensor function(Stages.Invocation invocation) {
    return new FunctionStage(body).elaborate(invocation);
  }
}
