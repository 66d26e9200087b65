package dev.layerc.elaborate;

import dev.layerc.diag.Message;
import dev.layerc.diag.Span;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Argument;
import dev.layerc.spec.BinaryOperator;
import dev.layerc.spec.Declaration;
import dev.layerc.spec.Expression;
import dev.layerc.spec.Name;
import dev.layerc.spec.Stage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Pipelines and calls of layers: each stage becomes an instance with a name of its own. */
final class Stages {
  private final Body body;

  Stages(Body body) {
    this.body = body;
  }

  /** True for what is an instance as a whole: a pipeline, or a call of a layer. */
  boolean isInstance(Expression value) {
    return value instanceof Expression.Pipeline
        || (value instanceof Expression.Call call && body.isLayer(call.callee().text()));
  }

  Tensor value(Expression value, Optional<String> name) {
    return value(value, name, Optional.empty());
  }

  /** The result of a pipeline or call, under {@code name} if there is one. */
  Tensor value(Expression value, Optional<String> name, Optional<List<Integer>> shape) {
    List<Tensor> results =
        value instanceof Expression.Pipeline pipeline
            ? pipeline(pipeline, name, shape)
            : call((Expression.Call) value, name, shape);
    if (results.size() != 1) {
      throw Mistake.of(Message.SEVERAL_OUTPUTS, value.span(), results.size());
    }
    return results.get(0);
  }

  private List<Tensor> pipeline(
      Expression.Pipeline pipeline, Optional<String> name, Optional<List<Integer>> shape) {
    List<Tensor> current = List.of(tensor(pipeline.source()));
    for (int i = 0; i < pipeline.stages().size(); i++) {
      boolean last = i == pipeline.stages().size() - 1;
      Stage stage = pipeline.stages().get(i);
      current =
          stage(stage, current, last ? name : Optional.empty(), last ? shape : Optional.empty());
    }
    return current;
  }

  private List<Tensor> stage(
      Stage stage, List<Tensor> source, Optional<String> name, Optional<List<Integer>> shape) {
    int times =
        stage.repeat().isEmpty() ? 1 : Numbers.extent(stage.repeat().get(), body.scope(), d -> {});
    List<Tensor> current = source;
    for (int i = 0; i < times; i++) {
      boolean last = i == times - 1;
      Span place = stage.layer().span().to(stage.span());
      Invocation invocation =
          new Invocation(
              stage.layer(),
              stage.arguments().orElse(List.of()),
              current,
              stage.frozen(),
              body.numbers().of(stage) + i,
              place,
              last ? name : Optional.empty(),
              shape);
      current = new Instances(body, this).invoke(invocation);
    }
    return current;
  }

  private List<Tensor> call(
      Expression.Call call, Optional<String> name, Optional<List<Integer>> shape) {
    return new Instances(body, this)
        .invoke(
            new Invocation(
                call.callee(),
                call.arguments(),
                List.of(),
                false,
                body.numbers().of(call),
                call.span(),
                name,
                shape));
  }

  /** One use of a layer or function as a stage or call. */
  record Invocation(
      Name callee,
      List<Argument> arguments,
      List<Tensor> piped,
      boolean frozen,
      int number,
      Span place,
      Optional<String> name,
      Optional<List<Integer>> shape) {

    /** {@code dense2}. */
    String stageName() {
      return callee.text() + number;
    }
  }

  /** The tensor that an argument or a pipeline's source is; an equation of its own if need be. */
  Tensor tensor(Expression value) {
    if (isInstance(value)) {
      return value(value, Optional.empty());
    }
    if (value instanceof Expression.Reference reference) {
      EquationContext context = EquationContext.of(body.scope(), body);
      if (Expressions.binding(reference.name(), context) instanceof Binding.Whole whole) {
        return whole.tensor();
      }
    }
    String name = wordFor(value);
    Name unnamed = new Name(name + body.numbers().another(name), value.span());
    return new Definition(body, unnamed, Optional.empty(), value).elaborate();
  }

  private static String wordFor(Expression value) {
    if (value instanceof Expression.Binary binary) {
      return binary.operator() == BinaryOperator.ADD
          ? "add"
          : binary.operator().name().toLowerCase(Locale.ROOT);
    }
    return value instanceof Expression.Call call ? call.callee().text() : "value";
  }

  /** Tells from the text whether an argument fills an input or a hyper-parameter. */
  boolean isTensor(Expression e) {
    if (e instanceof Expression.Reference reference) {
      Binding binding = body.scope().find(reference.name().text()).orElse(null);
      if (binding instanceof Binding.Broken) {
        throw Mistake.toldAlready();
      }
      return binding instanceof Binding.Whole;
    }
    if (e instanceof Expression.Unary unary) {
      return isTensor(unary.operand());
    }
    if (e instanceof Expression.Binary binary) {
      return isTensor(binary.left()) || isTensor(binary.right());
    }
    if (e instanceof Expression.Conditional conditional) {
      return isTensor(conditional.whenTrue()) || isTensor(conditional.whenFalse());
    }
    if (e instanceof Expression.Call call) {
      return isInstance(e)
          || (!call.callee().text().equals(Builtins.SIZE)
              && call.arguments().stream().anyMatch(a -> isTensor(a.value())));
    }
    return e instanceof Expression.Pipeline
        || e instanceof Expression.Read
        || e instanceof Expression.Reduction;
  }

  static boolean isFunction(Declared<? extends Declaration> declared) {
    return declared.declaration() instanceof Declaration.Function;
  }
}
