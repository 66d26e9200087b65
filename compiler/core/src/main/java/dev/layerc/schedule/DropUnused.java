package dev.layerc.schedule;

import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Drops the declarations of names that nothing mentions any more, out of those it may drop. */
final class DropUnused {
  private final Set<Value.Local> unused;

  private DropUnused(Set<Value.Local> unused) {
    this.unused = unused;
  }

  static List<Statement> in(List<Statement> body, Set<Value.Local> droppable) {
    Set<Value.Local> unused = new LinkedHashSet<>(droppable);
    body.forEach(statement -> LoopRewriter.forEachValue(statement, unused::remove));
    return new DropUnused(unused).in(body);
  }

  /** Those of some declarations that the statements after them mention. */
  static List<Statement> of(List<Statement> declarations, List<Statement> after) {
    Set<String> mentioned = new LinkedHashSet<>();
    after.forEach(
        statement -> LoopRewriter.forEachValue(statement, v -> mentioned.addAll(Rows.localsOf(v))));
    return declarations.stream()
        .filter(line -> mentioned.contains(((Statement.Declare) line).name()))
        .toList();
  }

  private List<Statement> in(List<Statement> body) {
    List<Statement> kept = new ArrayList<>();
    for (Statement statement : body) {
      if (!isUnused(statement)) {
        kept.add(LoopRewriter.mapBodies(statement, this::in));
      }
    }
    return kept;
  }

  private boolean isUnused(Statement statement) {
    return statement instanceof Statement.Declare declare
        && unused.contains(new Value.Local(declare.name(), declare.type()));
  }
}
