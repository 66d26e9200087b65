package dev.layerc.emit;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which functions of the math class a network's loops call. */
final class UsedFunctions {
  private final Set<String> sections = new TreeSet<>();
  private final Set<Code> ofRows = new TreeSet<>();
  private boolean random;
  private int zeros;

  static UsedFunctions of(LoopProgram program) {
    UsedFunctions used = new UsedFunctions();
    program.predict().methods().forEach(used::method);
    program.predictOne().ifPresent(routine -> routine.methods().forEach(used::method));
    program.evaluate().ifPresent(routine -> routine.methods().forEach(used::method));
    program.forward().ifPresent(routine -> routine.methods().forEach(used::method));
    program.backward().ifPresent(routine -> routine.methods().forEach(used::method));
    program.stepRoutine().ifPresent(routine -> routine.methods().forEach(used::method));
    program.advance().ifPresent(routine -> routine.methods().forEach(used::method));
    program.update().ifPresent(rule -> used.method(rule.update()));
    return used;
  }

  /** True if a step of the optimizer takes powers, in double. */
  static boolean takesPowers(LoopProgram program) {
    UsedFunctions used = new UsedFunctions();
    program.update().ifPresent(rule -> used.statements(rule.factors()));
    return used.sections().contains(FunctionNames.section(Code.POWER));
  }

  Set<String> sections() {
    return sections;
  }

  /** Those that are called for whole rows. */
  Set<Code> ofRows() {
    return ofRows;
  }

  boolean random() {
    return random;
  }

  /** The longest row of zeros that is read. */
  int zeros() {
    return zeros;
  }

  private void method(Method method) {
    statements(method.body());
  }

  private void statements(List<Statement> statements) {
    statements.forEach(this::statement);
  }

  private void statement(Statement statement) {
    if (statement instanceof Statement.Loop loop) {
      values(List.of(loop.from(), loop.to()));
      statements(loop.body());
    } else if (statement instanceof Statement.Branch branch) {
      value(branch.condition());
      statements(branch.whenTrue());
      statements(branch.whenFalse());
    } else if (statement instanceof Statement.Declare declare) {
      value(declare.value());
    } else if (statement instanceof Statement.Assign assign) {
      value(assign.value());
    } else if (statement instanceof Statement.Store store) {
      values(List.of(store.array(), store.index(), store.value()));
    } else if (statement instanceof Statement.StoreLanes store) {
      values(List.of(store.lanes(), store.array(), store.index()));
    } else if (statement instanceof Statement.Invoke invoke) {
      values(invoke.arguments());
    } else if (statement instanceof Statement.Fill fill) {
      values(List.of(fill.array(), fill.from(), fill.to(), fill.value()));
    } else if (statement instanceof Statement.Copy copy) {
      values(List.of(copy.from(), copy.fromIndex(), copy.to(), copy.toIndex(), copy.length()));
    } else if (statement instanceof Statement.MapRow map) {
      sections.add(FunctionNames.section(map.function()));
      ofRows.add(map.function());
      values(map.arguments());
    }
  }

  private void values(List<Value> values) {
    values.forEach(this::value);
  }

  private void value(Value value) {
    if (value instanceof Value.Zeros row) {
      zeros = Math.max(zeros, row.length());
    } else if (value instanceof Value.Element element) {
      values(List.of(element.array(), element.index()));
    } else if (value instanceof Value.Operation operation) {
      if (operation.code().isMathFunction()) {
        sections.add(FunctionNames.section(operation.code()));
      }
      values(operation.operands());
    } else if (value instanceof Value.Choice choice) {
      values(List.of(choice.condition(), choice.whenTrue(), choice.whenFalse()));
    } else if (value instanceof Value.Random drawn) {
      random = true;
      values(List.of(drawn.seed(), drawn.position()));
    }
  }
}
