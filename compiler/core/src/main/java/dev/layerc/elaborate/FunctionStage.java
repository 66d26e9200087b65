package dev.layerc.elaborate;

import dev.layerc.diag.Message;
import dev.layerc.diag.Span;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Argument;
import dev.layerc.spec.Declaration;
import dev.layerc.spec.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code x -> relu}: a function of numbers, applied to every element. */
final class FunctionStage {
  private final Body body;

  FunctionStage(Body body) {
    this.body = body;
  }

  Tensor elaborate(Stages.Invocation invocation) {
    if (invocation.piped().size() != 1) {
      throw Mistake.of(Message.SEVERAL_OUTPUTS, invocation.place(), invocation.piped().size());
    }
    Tensor source = invocation.piped().get(0);
    EquationContext context = EquationContext.of(body.scope(), body).inner();
    List<Dependency> read = new ArrayList<>();
    Optional<Declared<? extends Declaration>> declared =
        body.scope().library().callable(invocation.callee().text());
    Typed value = body.collecting(read, () -> apply(invocation, source, declared, context));
    Span definition = declared.map(d -> d.declaration().span()).orElse(invocation.place());
    Tensor result = emit(invocation, value, definition, read);
    body.net()
        .produced(
            result,
            new Producer(
                invocation.callee().text(),
                invocation.callee().span(),
                Optional.empty(),
                Map.of(),
                List.of(source)));
    return result;
  }

  private Typed apply(
      Stages.Invocation invocation,
      Tensor source,
      Optional<Declared<? extends Declaration>> declared,
      EquationContext context) {
    Name callee = invocation.callee();
    List<Typed> arguments = new ArrayList<>();
    arguments.add(
        Expressions.bare(source, new dev.layerc.spec.Expression.Reference(callee), context));
    for (Argument argument : invocation.arguments()) {
      argument
          .name()
          .ifPresent(
              name -> {
                throw Mistake.of(Message.FUNCTION_ARGUMENT_NAMED, name.span(), callee);
              });
      arguments.add(Expressions.elaborate(argument.value(), context));
    }
    if (declared.isPresent()) {
      return Calls.inline(
          (Declaration.Function) declared.get().declaration(),
          declared.get().home(),
          arguments,
          invocation.place(),
          context);
    }
    Operator operator = Builtins.operator(callee.text()).orElseThrow();
    return Calls.builtin(operator, callee, arguments, invocation.place());
  }

  private Tensor emit(
      Stages.Invocation invocation, Typed value, Span definition, List<Dependency> read) {
    List<Index> indices = ElementIndices.of(value.shape().orElse(List.of()));
    Expr expr = Definition.renamedApart(value.expr(), indices);
    boolean perSample = ExprQueries.freeIndices(expr).contains(Index.BATCH);
    String stage = body.use().prefix() + invocation.stageName();
    Tensor tensor =
        new Tensor(
            body.net().uniqueName(invocation.name().orElse(stage + ".y")),
            Role.VALUE,
            ElementType.REAL,
            indices.stream().map(Index::extent).toList(),
            perSample);
    List<Index> all = new ArrayList<>();
    if (perSample) {
      all.add(Index.BATCH);
    }
    all.addAll(indices);
    Origin origin =
        new Origin(stage, invocation.place(), definition, body.origin(definition).purpose());
    body.net().emit(Equation.gather(tensor, all, expr, origin));
    body.net().depends(tensor, read);
    return tensor;
  }
}
