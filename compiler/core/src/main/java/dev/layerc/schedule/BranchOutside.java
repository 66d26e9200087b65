package dev.layerc.schedule;

import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks once, before a loop, what is the same in all of it.
 *
 * <pre>{@code
 * for (i) { y[i] = t == 31 ? x[i] : 0f; }   ->   if (t == 31) { for (i) { y[i] = x[i]; } }
 *                                               else { for (i) { y[i] = 0f; } }
 * }</pre>
 *
 * Each of the two may be a copy or a fill.
 */
final class BranchOutside {
  private BranchOutside() {}

  static List<Statement> in(List<Statement> body) {
    List<Statement> result = new ArrayList<>();
    body.forEach(statement -> result.add(in(statement)));
    return result;
  }

  private static Statement in(Statement statement) {
    if (statement instanceof Statement.Loop loop
        && loop.body().size() == 1
        && loop.body().get(0) instanceof Statement.Store store
        && !store.add()
        && store.value() instanceof Value.Choice choice
        && isSameIn(loop, choice.condition())) {
      return new Statement.Branch(
          choice.condition(),
          List.of(in(storing(loop, store, choice.whenTrue()))),
          List.of(in(storing(loop, store, choice.whenFalse()))));
    }
    return LoopRewriter.mapBodies(statement, BranchOutside::in);
  }

  private static boolean isSameIn(Statement.Loop loop, Value condition) {
    return Rows.localsOf(condition).stream().noneMatch(Rows.changedIn(loop)::contains);
  }

  private static Statement storing(Statement.Loop loop, Statement.Store store, Value value) {
    Statement body = new Statement.Store(store.array(), store.index(), value, false);
    return LoopRewriter.mapBodies(loop, old -> List.of(body));
  }
}
