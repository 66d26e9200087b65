package dev.layerc.schedule;

import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The fetches of rows in a statement. */
final class Rows {
  private Rows() {}

  /**
   * The rows that a loop fetches at a place that nothing within the loop changes, and how to fetch
   * them before it. A row that is fetched under a condition need not exist where that fails; row 0
   * always does, and is then not read.
   */
  static Map<Value.Element, Value.Element> invariantIn(Statement loop) {
    Set<String> changing = changedIn(loop);
    Map<Value.Element, Value.Element> rows = new LinkedHashMap<>();
    GuardedRows.in(loop)
        .forEach(
            (row, guard) -> {
              if (isFree(row.index(), changing) && isFree(guard, changing)) {
                rows.put(row, fetchedAhead(row, guard));
              }
            });
    return rows;
  }

  private static boolean isFree(Value value, Set<String> changing) {
    return localsOf(value).stream().noneMatch(changing::contains);
  }

  private static Value.Element fetchedAhead(Value.Element row, Value guard) {
    return guard.equals(Truths.TRUE)
        ? row
        : new Value.Element(row.array(), new Value.Choice(guard, row.index(), Wholes.constant(0)));
  }

  /** The statement with rows replaced by the locals that hold them. */
  static Statement replace(Statement statement, Map<Value.Element, Value.Local> known) {
    if (known.isEmpty()) {
      return statement;
    }
    return LoopRewriter.map(
        statement, value -> known.containsKey(value) ? known.get(value) : value);
  }

  private static Set<String> changedIn(Statement statement) {
    Set<String> changed = new LinkedHashSet<>();
    LoopRewriter.forEachStatement(
        statement,
        inner -> {
          if (inner instanceof Statement.Loop loop) {
            changed.add(loop.variable());
          } else if (inner instanceof Statement.Declare declare) {
            changed.add(declare.name());
          } else if (inner instanceof Statement.Assign assign) {
            changed.add(assign.name());
          } else if (inner instanceof Statement.Store store) {
            // A row may be chosen by a whole number that this very loop writes.
            changed.add(nameOf(store.array()));
          }
        });
    return changed;
  }

  /** The name of an array, or of the rows that it is one of. */
  private static String nameOf(Value array) {
    return array instanceof Value.Element row ? nameOf(row.array()) : ((Value.Local) array).name();
  }

  private static Set<String> localsOf(Value value) {
    Set<String> locals = new LinkedHashSet<>();
    LoopRewriter.map(
        value,
        part -> {
          if (part instanceof Value.Local local) {
            locals.add(local.name());
          }
          return part;
        });
    return locals;
  }
}
