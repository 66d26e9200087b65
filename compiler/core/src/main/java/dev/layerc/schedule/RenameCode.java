package dev.layerc.schedule;

import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import dev.layerc.loop.Width;
import java.util.List;
import java.util.function.UnaryOperator;

/** Scheduled code with other names for its locals and for the methods that it calls. */
final class RenameCode {
  private final UnaryOperator<String> locals;
  private final UnaryOperator<String> methods;

  RenameCode(UnaryOperator<String> locals, UnaryOperator<String> methods) {
    this.locals = locals;
    this.methods = methods;
  }

  List<Statement> in(List<Statement> body) {
    return body.stream().map(this::in).toList();
  }

  private Statement in(Statement statement) {
    if (statement instanceof Statement.Loop loop) {
      String variable = locals.apply(loop.variable());
      return new Statement.Loop(
          variable, in(loop.from()), in(loop.to()), loop.step(), in(loop.body()));
    }
    if (statement instanceof Statement.Branch branch) {
      return new Statement.Branch(
          in(branch.condition()), in(branch.whenTrue()), in(branch.whenFalse()));
    }
    Statement renamed = LoopRewriter.map(statement, this::node);
    if (renamed instanceof Statement.Declare declare) {
      return new Statement.Declare(declare.type(), locals.apply(declare.name()), declare.value());
    }
    if (renamed instanceof Statement.Assign assign) {
      return new Statement.Assign(locals.apply(assign.name()), assign.type(), assign.value());
    }
    if (renamed instanceof Statement.Invoke call) {
      return new Statement.Invoke(methods.apply(call.method()), call.arguments());
    }
    return renamed;
  }

  private Value in(Value value) {
    return LoopRewriter.map(value, this::node);
  }

  private Value node(Value node) {
    return node instanceof Value.Local local && !Width.isConstant(local)
        ? new Value.Local(locals.apply(local.name()), local.type())
        : node;
  }
}
