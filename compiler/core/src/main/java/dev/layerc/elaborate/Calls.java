package dev.layerc.elaborate;

import dev.layerc.diag.ClosestName;
import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.diag.Span;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.spec.Argument;
import dev.layerc.spec.Declaration;
import dev.layerc.spec.Expression;
import dev.layerc.spec.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code exp(x)}, {@code relu(x)}, {@code size(x)}, and layers called in an expression. */
final class Calls {
  private Calls() {}

  static Typed elaborate(Expression.Call call, EquationContext context) {
    Name callee = call.callee();
    Optional<Binding> own = context.scope().find(callee.text());
    if (own.isPresent() && own.get() instanceof Binding.SharedStage) {
      return Expressions.bare(context.host().instantiate(call), call, context);
    }
    Optional<Declared<? extends Declaration>> found =
        context.scope().library().callable(callee.text());
    if (found.isPresent()) {
      return found.get().declaration() instanceof Declaration.Function function
          ? inline(function, found.get().home(), arguments(call, context), call.span(), context)
          : Expressions.bare(context.host().instantiate(call), call, context);
    }
    if (callee.text().equals(Builtins.SIZE)) {
      return size(call, context);
    }
    if (callee.text().equals(Builtins.RESHAPE)) {
      return Expressions.bare(context.host().instantiate(call), call, context);
    }
    Operator operator =
        Builtins.operator(callee.text()).orElseThrow(() -> unknownFunction(callee, context));
    return builtin(
        operator, callee, arguments(call, blockedBy(operator, callee, context)), call.span());
  }

  /** Between indices stands no layer. */
  private static Mistake unknownFunction(Name callee, EquationContext context) {
    Message message = context.wholeTensors() ? Message.UNKNOWN_LAYER : Message.UNKNOWN_FUNCTION;
    return unknown(message, callee, context);
  }

  static Mistake unknown(Name callee, EquationContext context) {
    return unknown(Message.UNKNOWN_LAYER, callee, context);
  }

  private static Mistake unknown(Message message, Name callee, EquationContext context) {
    List<String> known = new ArrayList<>(context.scope().library().callableNames());
    known.addAll(Builtins.names());
    return Mistake.of(
        Diagnostic.of(message, callee.span(), callee)
            .withHint(ClosestName.hint(callee.text(), known)));
  }

  private static EquationContext blockedBy(
      Operator operator, Name callee, EquationContext context) {
    boolean flat =
        operator == Operator.STOP || operator == Operator.FLOOR || operator == Operator.SIGN;
    return flat ? context.blockedBy(new Blocker(callee.text(), callee.span())) : context;
  }

  private static List<Typed> arguments(Expression.Call call, EquationContext context) {
    List<Typed> values = new ArrayList<>();
    for (Argument argument : call.arguments()) {
      argument
          .name()
          .ifPresent(
              name -> {
                throw Mistake.of(Message.FUNCTION_ARGUMENT_NAMED, name.span(), call.callee());
              });
      values.add(Expressions.elaborate(argument.value(), context));
    }
    return values;
  }

  /** The body of a function with the arguments in the place of its parameters. */
  static Typed inline(
      Declaration.Function function,
      Library home,
      List<Typed> arguments,
      Span use,
      EquationContext context) {
    checkCount(function.name().text(), function.parameters().size(), arguments.size(), use);
    Scope body = context.scope().enter(function, home, use);
    for (int i = 0; i < arguments.size(); i++) {
      Name parameter = function.parameters().get(i);
      body.bind(
          parameter.text(), new Binding.Scalar(arguments.get(i), "argument", parameter.span()));
    }
    return Expressions.elaborate(function.body(), context.inFunction(body));
  }

  /** A built-in scalar function; {@code min} and {@code max} take two or more. */
  static Typed builtin(Operator operator, Name callee, List<Typed> arguments, Span use) {
    boolean folds = operator == Operator.MIN || operator == Operator.MAX;
    if (!folds || arguments.size() < 2) {
      checkCount(callee.text(), operator.arity(), arguments.size(), use);
    }
    Typed result = arguments.get(0);
    numeric(result, use);
    if (operator.arity() == 1) {
      return new Typed(
          Fold.apply(operator, result.expr()), Kind.REAL, result.shape(), Optional.empty());
    }
    for (Typed next : arguments.subList(1, arguments.size())) {
      numeric(next, use);
      result = combine(operator, callee, result, next, use);
    }
    return result;
  }

  private static Typed combine(Operator operator, Name callee, Typed left, Typed right, Span use) {
    Optional<List<Integer>> shape =
        Shapes.common(left.shape(), right.shape())
            .orElseThrow(
                () ->
                    Mistake.of(
                        Message.SHAPES_DIFFER,
                        use,
                        "take the " + callee + " of",
                        Text.shape(left.shape().get()),
                        Text.shape(right.shape().get())));
    Expr expr = Fold.apply(operator, left.expr(), right.expr());
    boolean whole = left.isWhole() && right.isWhole() && !(expr instanceof Expr.Literal);
    return new Typed(expr, whole ? Kind.WHOLE : Kind.REAL, shape, Optional.empty());
  }

  private static void numeric(Typed value, Span use) {
    if (value.kind() == Kind.CONDITION) {
      throw Mistake.of(Message.CONDITION_AS_NUMBER, use, Text.oneLine(use));
    }
  }

  private static void checkCount(String callee, int wanted, int given, Span use) {
    if (wanted != given) {
      throw Mistake.of(Message.ARGUMENT_COUNT, use, callee, wanted, wanted == 1 ? "" : "s", given);
    }
  }

  /** The number of elements of a tensor, a constant; of the batch, known when the code runs. */
  private static Typed size(Expression.Call call, EquationContext context) {
    checkCount(Builtins.SIZE, 1, call.arguments().size(), call.span());
    Expression argument = call.arguments().get(0).value();
    if (argument instanceof Expression.Reference reference
        && reference.name().text().equals(Index.BATCH.name())) {
      return Typed.real(new Expr.BatchSize());
    }
    if (argument instanceof Expression.Reference reference
        && Expressions.binding(reference.name(), context) instanceof Binding.Whole whole) {
      return Typed.number((double) Shapes.size(whole.tensor().shape()));
    }
    throw Mistake.of(Message.SIZE_OF_TENSOR, argument.span(), Text.oneLine(argument.span()));
  }
}
