package dev.layerc.schedule;

import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The fetches of rows in a statement. */
final class Rows {
  private Rows() {}

  /**
   * The rows that a loop fetches at a place that nothing within the loop changes, and what may be
   * fetched before the loop: the row, or, where it is there under a condition only, a choice.
   *
   * @param isThere true for rows that are there whatever the condition that they are read under
   */
  static Map<Value.Element, Value> invariantIn(Statement loop, Predicate<Value.Element> isThere) {
    Set<String> changing = changedIn(loop);
    Map<Value.Element, Value> rows = new LinkedHashMap<>();
    RowFetches.in(loop, Rows::isRow)
        .forEach(
            (row, condition) -> {
              boolean same = isSame(condition, changing);
              if (isSame(row.index(), changing) && (same || isThere.test(row))) {
                rows.put(row, same ? Truths.choose(condition, row, firstRow(row)) : row);
              }
            });
    return rows;
  }

  private static boolean isSame(Value value, Set<String> changing) {
    return localsOf(value).stream().noneMatch(changing::contains);
  }

  /** Some row of the same array: every array has a first one. */
  private static Value firstRow(Value.Element row) {
    return new Value.Element(row.array(), Wholes.constant(0));
  }

  /** The statement with rows replaced by the locals that hold them. */
  static Statement replace(Statement statement, Map<Value.Element, Value.Local> known) {
    if (known.isEmpty()) {
      return statement;
    }
    return LoopRewriter.map(
        statement, value -> known.containsKey(value) ? known.get(value) : value);
  }

  private static boolean isRow(Value.Element element) {
    return element.array() instanceof Value.Local local
        && (local.type() == Type.REAL_ROWS || local.type() == Type.INT_ROWS);
  }

  /** What a statement gives new values. */
  static Set<String> changedIn(Statement statement) {
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
  static String nameOf(Value array) {
    return arrayOf(array).name();
  }

  /** The array, or the rows that it is one of; that of an element. */
  static Value.Local arrayOf(Value array) {
    return array instanceof Value.Element row ? arrayOf(row.array()) : (Value.Local) array;
  }

  static Set<String> localsOf(Value value) {
    Set<String> locals = new LinkedHashSet<>();
    LoopRewriter.forEachPart(
        value,
        part -> {
          if (part instanceof Value.Local local) {
            locals.add(local.name());
          }
        });
    return locals;
  }
}
