package dev.layerc.elaborate;

import dev.layerc.diag.ClosestName;
import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.equation.Initializer;
import dev.layerc.spec.Argument;
import dev.layerc.spec.Declaration;
import dev.layerc.spec.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first values of parameters and states: a number, one of the built-in distributions {@code
 * uniform(low, high)}, {@code normal(deviation)}, {@code orthogonal(gain = 1)}, or a function that
 * leads to one of them, such as the prelude's {@code glorot}.
 */
final class Initializers {
  private static final List<String> BUILT_IN = List.of("uniform", "normal", "orthogonal");

  private Initializers() {}

  static Initializer elaborate(Expression expression, Scope scope) {
    if (expression instanceof Expression.Call call) {
      Optional<Initializer> distribution = call(call, scope);
      if (distribution.isPresent()) {
        return distribution.get();
      }
    }
    return new Initializer.Constant(finite(expression, scope));
  }

  private static Optional<Initializer> call(Expression.Call call, Scope scope) {
    String callee = call.callee().text();
    Optional<Declared<? extends Declaration>> declared = scope.library().callable(callee);
    if (declared.isPresent()) {
      return declared.get().declaration() instanceof Declaration.Function function
          ? Optional.of(function(function, declared.get().home(), call, scope))
          : Optional.empty();
    }
    if (BUILT_IN.contains(callee)) {
      return Optional.of(builtIn(call, numbers(call, scope)));
    }
    if (Builtins.names().contains(callee)) {
      return Optional.empty();
    }
    List<String> known = new ArrayList<>(BUILT_IN);
    known.addAll(scope.library().callableNames());
    throw Mistake.of(
        Diagnostic.of(Message.UNKNOWN_INITIALIZER, call.callee().span(), callee)
            .withHint(ClosestName.hint(callee, known)));
  }

  private static Initializer function(
      Declaration.Function function, Library home, Expression.Call call, Scope scope) {
    List<Double> values = numbers(call, scope);
    if (values.size() != function.parameters().size()) {
      throw count(call, function.parameters().size());
    }
    Scope body = scope.enter(function, home, call.span());
    for (int i = 0; i < values.size(); i++) {
      body.bindNumber(
          function.parameters().get(i).text(),
          values.get(i),
          "argument",
          function.parameters().get(i).span());
    }
    return elaborate(function.body(), body);
  }

  private static Initializer builtIn(Expression.Call call, List<Double> values) {
    String distribution = call.callee().text();
    boolean optional = distribution.equals("orthogonal");
    int wanted = distribution.equals("uniform") ? 2 : 1;
    if (values.size() != wanted && !(optional && values.isEmpty())) {
      throw count(call, wanted);
    }
    return switch (distribution) {
      case "uniform" -> new Initializer.Uniform(values.get(0), values.get(1));
      case "normal" -> new Initializer.Normal(0, values.get(0));
      default -> new Initializer.Orthogonal(values.isEmpty() ? 1 : values.get(0));
    };
  }

  private static List<Double> numbers(Expression.Call call, Scope scope) {
    List<Double> values = new ArrayList<>();
    for (Argument argument : call.arguments()) {
      argument
          .name()
          .ifPresent(
              name -> {
                throw Mistake.of(Message.FUNCTION_ARGUMENT_NAMED, name.span(), call.callee());
              });
      values.add(finite(argument.value(), scope));
    }
    return values;
  }

  private static double finite(Expression expression, Scope scope) {
    double value = Numbers.number(expression, scope);
    if (Double.isInfinite(value)) {
      throw Mistake.of(Message.INFINITE, expression.span(), Text.oneLine(expression.span()));
    }
    return value;
  }

  private static Mistake count(Expression.Call call, int wanted) {
    return Mistake.of(
        Message.ARGUMENT_COUNT,
        call.span(),
        call.callee(),
        wanted,
        wanted == 1 ? "" : "s",
        call.arguments().size());
  }
}
