package dev.layerc.schedule;

import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fetches a row before the outermost loop in which it stays the same.
 *
 * <pre>{@code
 * for (j) { y[i][j] = x[j]; }   ->   float[] yRow = y[i]; for (j) { yRow[j] = x[j]; }
 * }</pre>
 *
 * The JIT vectorises the second form more often, and it reads better.
 */
final class HoistRows {
  private final JavaNames names;

  private HoistRows(JavaNames names) {
    this.names = names;
  }

  static List<Statement> in(List<Statement> body, JavaNames names) {
    return new HoistRows(names).hoist(body);
  }

  private List<Statement> hoist(List<Statement> body) {
    List<Statement> result = new ArrayList<>();
    Map<Value.Element, Value.Local> known = new LinkedHashMap<>();
    for (int i = 0; i < body.size(); i++) {
      Statement statement = Rows.replace(body.get(i), known);
      if (statement instanceof Statement.Loop) {
        for (var row : Rows.invariantIn(statement).entrySet()) {
          Value.Element fetched = row.getKey();
          Value.Local local = new Value.Local(names.fresh(nameOf(fetched)), rowType(fetched));
          result.add(new Statement.Declare(local.type(), local.name(), row.getValue()));
          known.put(fetched, local);
        }
        statement = Rows.replace(statement, known);
      }
      result.add(descend(statement));
    }
    return result;
  }

  private Statement descend(Statement statement) {
    if (statement instanceof Statement.Loop loop) {
      return new Statement.Loop(
          loop.variable(), loop.from(), loop.to(), loop.step(), hoist(loop.body()));
    }
    if (statement instanceof Statement.Branch branch) {
      return new Statement.Branch(
          branch.condition(), hoist(branch.whenTrue()), hoist(branch.whenFalse()));
    }
    return statement;
  }

  private static String nameOf(Value.Element row) {
    return ((Value.Local) row.array()).name() + "Row";
  }

  private static Type rowType(Value.Element row) {
    return ((Value.Local) row.array()).type().element();
  }
}
