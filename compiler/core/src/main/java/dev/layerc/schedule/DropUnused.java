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
