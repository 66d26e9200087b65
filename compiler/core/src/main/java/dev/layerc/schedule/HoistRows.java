package dev.layerc.schedule;

import dev.layerc.equation.Interval;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches a row before the outermost loop in which it stays the same.
 *
 * <pre>{@code
 * for (j) { y[i][j] = x[j]; }   ->   float[] yRow = y[i]; for (j) { yRow[j] = x[j]; }
 * }</pre>
 *
 * The JIT vectorises the second form more often, and it reads better. A row that is read under a
 * condition only, as that of the time before the first, is fetched under this condition, see {@link
 * ZeroRows}; in any case if the loop changes the condition and the row is there whatever it says.
 */
final class HoistRows {
  private final JavaNames names;
  private final WholeRanges ranges;

  /** How many rows an array has, where that does not depend on the samples. */
  private final Map<String, Integer> rows;

  private HoistRows(JavaNames names, WholeRanges ranges, Map<String, Integer> rows) {
    this.names = names;
    this.ranges = ranges;
    this.rows = rows;
  }

  /**
   * @param rows how many rows an array has, by its name, where that is known
   */
  static List<Statement> in(
      List<Statement> body, JavaNames names, WholeRanges ranges, Map<String, Integer> rows) {
    return new HoistRows(names, ranges, rows).hoist(body);
  }

  private List<Statement> hoist(List<Statement> body) {
    List<Statement> result = new ArrayList<>();
    Map<Value.Element, Value.Local> known = new LinkedHashMap<>();
    for (int i = 0; i < body.size(); i++) {
      Statement statement = Rows.replace(body.get(i), known);
      if (statement instanceof Statement.Loop) {
        for (Map.Entry<Value.Element, Value> row : fetchedIn(statement).entrySet()) {
          statement = fetch(row.getKey(), row.getValue(), statement, known, result);
        }
      }
      result.add(LoopRewriter.mapBodies(statement, this::hoist));
    }
    return result;
  }

  private Map<Value.Element, Value> fetchedIn(Statement loop) {
    return Rows.invariantIn(loop, this::isThere);
  }

  /** True for a row whose number is one in any case. */
  private boolean isThere(Value.Element row) {
    Interval number = ranges.of(row.index());
    int end = rows.getOrDefault(((Value.Local) row.array()).name(), 0);
    return number.low() >= 0 && number.high() < end;
  }

  /** Fetches a row for a statement; returns the statement that reads what was fetched. */
  private Statement fetch(
      Value.Element row,
      Value fetch,
      Statement statement,
      Map<Value.Element, Value.Local> known,
      List<Statement> out) {
    Value.Local local = new Value.Local(names.fresh(nameOf(row)), rowType(row));
    if (fetch.equals(row)) { // What comes later may read it under another condition.
      known.put(row, local);
    } else {
      ZeroRows zeros = new ZeroRows(row, (Value.Choice) fetch, ranges);
      Optional<Value> orZeros = zeros.fetch(statement);
      if (orZeros.isPresent()) {
        out.add(new Statement.Declare(local.type(), local.name(), orZeros.get()));
        return zeros.replace(statement, local);
      }
    }
    out.add(new Statement.Declare(local.type(), local.name(), fetch));
    return Rows.replace(statement, Map.of(row, local));
  }

  private static String nameOf(Value.Element row) {
    return ((Value.Local) row.array()).name() + "Row";
  }

  private static Type rowType(Value.Element row) {
    return ((Value.Local) row.array()).type().element();
  }
}
