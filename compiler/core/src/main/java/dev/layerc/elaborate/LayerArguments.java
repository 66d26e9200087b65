package dev.layerc.elaborate;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.diag.Span;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Argument;
import dev.layerc.spec.Expression;
import dev.layerc.spec.HyperParameter;
import dev.layerc.spec.Name;
import dev.layerc.spec.TensorDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Sorts the arguments of a use: tensors fill inputs and numbers fill hyper-parameters, each in
 * order or by name. What a pipeline brings along fills the first inputs.
 */
final class LayerArguments {
  private final Name callee;
  private final List<String> inputNames;
  private final List<HyperParameter> hyperParameters;
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private final Map<String, Expression> given = new LinkedHashMap<>();

  private LayerArguments(
      Name callee, List<String> inputNames, List<HyperParameter> hyperParameters) {
    this.callee = callee;
    this.inputNames = inputNames;
    this.hyperParameters = hyperParameters;
  }

  static LayerArguments sort(
      Name callee,
      List<TensorDeclaration> inputs,
      List<HyperParameter> hyperParameters,
      List<Tensor> piped,
      List<Argument> arguments,
      Predicate<Expression> isTensor,
      Function<Expression, Tensor> tensor) {
    List<String> names = inputs.stream().map(input -> input.name().text()).toList();
    LayerArguments sorted = new LayerArguments(callee, names, hyperParameters);
    piped.forEach(value -> sorted.nextInput(value, callee.span()));
    for (Argument argument : arguments) {
      if (argument.name().isEmpty() && isTensor.test(argument.value())) {
        sorted.nextInput(tensor.apply(argument.value()), argument.span());
      } else if (argument.name().isEmpty()) {
        sorted.nextNumber(argument);
      }
    }
    for (Argument argument : arguments) {
      argument.name().ifPresent(name -> sorted.byName(name, argument.value(), tensor));
    }
    return sorted;
  }

  private void nextInput(Tensor tensor, Span place) {
    for (String name : inputNames) {
      if (inputs.putIfAbsent(name, tensor) == null) {
        return;
      }
    }
    int count = inputNames.size();
    throw Mistake.of(Message.TOO_MANY_INPUTS, place, callee, count, count == 1 ? "" : "s");
  }

  private void nextNumber(Argument argument) {
    for (HyperParameter parameter : hyperParameters) {
      if (given.putIfAbsent(parameter.name().text(), argument.value()) == null) {
        return;
      }
    }
    throw Mistake.of(
        Diagnostic.of(
                Message.TOO_MANY_HYPER_PARAMETERS,
                argument.span(),
                callee,
                hyperParameters.size(),
                hyperParameters.size() == 1 ? "" : "s")
            .withHint(has()));
  }

  private void byName(Name name, Expression value, Function<Expression, Tensor> tensor) {
    Object before;
    if (inputNames.contains(name.text())) {
      before = inputs.put(name.text(), tensor.apply(value));
    } else if (hyperParameters.stream().anyMatch(h -> h.name().text().equals(name.text()))) {
      before = given.put(name.text(), value);
    } else {
      throw Mistake.of(
          Diagnostic.of(Message.NO_HYPER_PARAMETER, name.span(), callee, name).withHint(has()));
    }
    if (before != null) {
      throw Mistake.of(Message.ARGUMENT_TWICE, name.span(), name);
    }
  }

  private Optional<String> has() {
    return hyperParameters.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "it has " + Text.list(hyperParameters.stream().map(h -> h.name().text()).toList()));
  }

  /** The inputs in the order of the signature; told if one is missing. */
  List<Tensor> inputs(Span use) {
    List<Tensor> ordered = new ArrayList<>();
    for (String name : inputNames) {
      Tensor tensor = inputs.get(name);
      if (tensor == null) {
        throw Mistake.of(Message.MISSING_INPUT, use, callee, name);
      }
      ordered.add(tensor);
    }
    return ordered;
  }

  /**
   * Binds every hyper-parameter in {@code own}: the given ones are read in the scope of the use,
   * the defaults in that of the declaration, where they may name those before them.
   */
  void bind(Scope own, Scope ofUse, Function<Expression, Function<Scope, Typed>> evaluation) {
    for (HyperParameter parameter : hyperParameters) {
      Name name = parameter.name();
      Expression written = given.get(name.text());
      Typed value;
      if (written != null) {
        value = evaluation.apply(written).apply(ofUse);
      } else {
        Expression fallback =
            parameter
                .defaultValue()
                .orElseThrow(
                    () ->
                        Mistake.withHint(
                            Message.MISSING_HYPER_PARAMETER,
                            callee.span(),
                            callee + "(" + name + " = ...)",
                            callee,
                            name));
        value = evaluation.apply(fallback).apply(own);
      }
      own.bind(name.text(), new Binding.Scalar(value, "hyper-parameter", name.span()));
    }
  }
}
