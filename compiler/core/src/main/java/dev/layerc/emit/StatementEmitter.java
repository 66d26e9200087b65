package dev.layerc.emit;

import com.palantir.javapoet.CodeBlock;
import dev.layerc.loop.Code;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.Arrays;
import java.util.List;

/** Statements as Java. */
final class StatementEmitter {
  private final JavaTypes types;
  private final ValueEmitter values;
  private final MethodNames methods;

  StatementEmitter(JavaTypes types, ValueEmitter values, MethodNames methods) {
    this.types = types;
    this.values = values;
    this.methods = methods;
  }

  CodeBlock emit(List<Statement> statements) {
    CodeBlock.Builder code = CodeBlock.builder();
    statements.forEach(statement -> emit(statement, code));
    return code.build();
  }

  private void emit(Statement statement, CodeBlock.Builder code) {
    if (statement instanceof Statement.Loop loop) {
      emitLoop(loop, code);
    } else if (statement instanceof Statement.Branch branch) {
      emitBranch(branch, code);
    } else if (statement instanceof Statement.Declare declare) {
      code.addStatement(
          "$T $L =$W$L",
          types.of(declare.type()),
          JavaIdentifiers.legal(declare.name()),
          values.emit(declare.value()));
    } else if (statement instanceof Statement.Assign assign) {
      emitAssignment(assign, code);
    } else if (statement instanceof Statement.Store store) {
      emitStore(store, code);
    } else if (statement instanceof Statement.StoreLanes store) {
      code.addStatement(
          "$L.intoArray($L)",
          values.operand(store.lanes(), Precedence.PRIMARY),
          values.arguments(List.of(store.array(), store.index())));
    } else if (statement instanceof Statement.Invoke invoke) {
      code.addStatement(
          "$L($L)", methods.name(invoke.method()), values.arguments(invoke.arguments()));
    } else if (statement instanceof Statement.Fill fill) {
      code.addStatement(
          "$T.fill($L)",
          Arrays.class,
          values.arguments(List.of(fill.array(), fill.from(), fill.to(), fill.value())));
    } else if (statement instanceof Statement.Copy copy) {
      code.addStatement(
          "System.arraycopy($L)",
          values.arguments(
              List.of(copy.from(), copy.fromIndex(), copy.to(), copy.toIndex(), copy.length())));
    } else if (statement instanceof Statement.MapRow map) {
      code.addStatement("$L($L)", values.ofRows(map.function()), values.arguments(map.arguments()));
    } else if (statement instanceof Statement.Comment comment) {
      code.add(Comments.lines(comment.text()));
    }
  }

  private void emitLoop(Statement.Loop loop, CodeBlock.Builder code) {
    String variable = JavaIdentifiers.legal(loop.variable());
    CodeBlock from = values.emit(loop.from());
    CodeBlock to = values.operand(loop.to(), Precedence.SUM);
    String ends = loop.step() < 0 ? ">=" : "<";
    code.beginControlFlow(
        "for (int $L = $L;$W$L $L $L;$W$L)", variable, from, variable, ends, to, advance(loop));
    code.add(emit(loop.body()));
    code.endControlFlow();
  }

  private static String advance(Statement.Loop loop) {
    String variable = JavaIdentifiers.legal(loop.variable());
    return switch (loop.step()) {
      case 1 -> variable + "++";
      case -1 -> variable + "--";
      default -> variable + " += " + loop.step();
    };
  }

  private void emitBranch(Statement.Branch branch, CodeBlock.Builder code) {
    code.beginControlFlow("if ($L)", values.emit(branch.condition()));
    code.add(emit(branch.whenTrue()));
    List<Statement> rest = branch.whenFalse();
    while (rest.size() == 1 && rest.get(0) instanceof Statement.Branch next) {
      code.nextControlFlow("else if ($L)", values.emit(next.condition()));
      code.add(emit(next.whenTrue()));
      rest = next.whenFalse();
    }
    if (!rest.isEmpty()) {
      code.nextControlFlow("else");
      code.add(emit(rest));
    }
    code.endControlFlow();
  }

  private void emitStore(Statement.Store store, CodeBlock.Builder code) {
    Compound compound =
        store.add()
            ? new Compound("+=", store.value())
            : Compound.of(store.value(), new Value.Element(store.array(), store.index()));
    code.addStatement(
        "$L[$L] $L$W$L",
        values.operand(store.array(), Precedence.PRIMARY),
        values.emit(store.index()),
        compound.sign(),
        values.emit(compound.value()));
  }

  private void emitAssignment(Statement.Assign assign, CodeBlock.Builder code) {
    Compound compound = Compound.of(assign.value(), new Value.Local(assign.name(), assign.type()));
    code.addStatement(
        "$L $L$W$L",
        JavaIdentifiers.legal(assign.name()),
        compound.sign(),
        values.emit(compound.value()));
  }

  /** {@code s = s + v} as {@code s += v}: the sign, and what stands after it. */
  private record Compound(String sign, Value value) {
    static Compound of(Value value, Value target) {
      return value instanceof Value.Operation operation
              && !compoundSign(operation.code()).isEmpty()
              && operation.operands().get(0).equals(target)
          ? new Compound(compoundSign(operation.code()), operation.operands().get(1))
          : new Compound("=", value);
    }
  }

  private static String compoundSign(Code code) {
    return switch (code) {
      case ADD, INT_ADD -> "+=";
      case SUBTRACT, INT_SUBTRACT -> "-=";
      case MULTIPLY, INT_MULTIPLY -> "*=";
      case DIVIDE -> "/=";
      default -> "";
    };
  }
}
