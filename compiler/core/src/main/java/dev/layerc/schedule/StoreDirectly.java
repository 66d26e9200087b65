package dev.layerc.schedule;

import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Needs no local for what is stored at once and not read again.
 *
 * <pre>{@code
 * float y1Here = h[i]; y1[i] = y1Here;   ->   y1[i] = h[i];
 * }</pre>
 */
final class StoreDirectly {
  private StoreDirectly() {}

  static List<Statement> in(List<Statement> body) {
    List<Statement> result = new ArrayList<>();
    for (int i = 0; i < body.size(); i++) {
      if (i + 1 < body.size()
          && body.get(i) instanceof Statement.Declare declare
          && body.get(i + 1) instanceof Statement.Store store
          && isOnlyUse(declare, store, body.subList(i + 1, body.size()))) {
        result.add(new Statement.Store(store.array(), store.index(), declare.value(), store.add()));
        i++;
      } else {
        result.add(LoopRewriter.mapBodies(body.get(i), StoreDirectly::in));
      }
    }
    return result;
  }

  private static boolean isOnlyUse(
      Statement.Declare declare, Statement.Store store, List<Statement> rest) {
    Value local = new Value.Local(declare.name(), declare.type());
    int[] uses = new int[1];
    for (Statement statement : rest) {
      LoopRewriter.forEachValue(statement, value -> uses[0] += value.equals(local) ? 1 : 0);
    }
    return store.value().equals(local) && uses[0] == 1;
  }
}
