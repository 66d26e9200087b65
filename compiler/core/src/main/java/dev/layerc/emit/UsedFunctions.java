package dev.layerc.emit;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.LoopRewriter;
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
    program.routines().stream()
        .flatMap(routine -> routine.methods().stream())
        .forEach(method -> used.statements(method.body()));
    program.update().ifPresent(rule -> used.statements(rule.update().body()));
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

  private void statements(List<Statement> statements) {
    for (Statement statement : statements) {
      LoopRewriter.forEachStatement(statement, this::statement);
      LoopRewriter.forEachValue(statement, this::value);
    }
  }

  private void statement(Statement statement) {
    if (statement instanceof Statement.MapRow map) {
      sections.add(FunctionNames.section(map.function()));
      ofRows.add(map.function());
    }
  }

  private void value(Value value) {
    if (value instanceof Value.Zeros row) {
      zeros = Math.max(zeros, row.length());
    } else if (value instanceof Value.Operation operation && operation.code().isMathFunction()) {
      sections.add(FunctionNames.section(operation.code()));
    }
    random |= value instanceof Value.Random;
  }
}
