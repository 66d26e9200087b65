package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows that a statement fetches, each with the condition under which it does. Where that
 * condition fails there may be no such row: {@code t + 1 < 64 ? h[t + 1][i] : 0}.
 */
final class GuardedRows {
  private final Map<Value.Element, Value> guards = new LinkedHashMap<>();

  private GuardedRows() {}

  /** Rows that are fetched in any case have the guard {@link Truths#TRUE}. */
  static Map<Value.Element, Value> in(Statement statement) {
    GuardedRows rows = new GuardedRows();
    rows.visit(statement, Truths.TRUE);
    return rows.guards;
  }

  private void visit(Statement statement, Value guard) {
    if (statement instanceof Statement.Loop s) {
      visitValues(guard, s.from(), s.to());
      s.body().forEach(inner -> visit(inner, guard));
    } else if (statement instanceof Statement.Branch s) {
      visit(s.condition(), guard);
      s.whenTrue().forEach(inner -> visit(inner, Truths.and(guard, s.condition())));
      s.whenFalse().forEach(inner -> visit(inner, Truths.and(guard, Truths.not(s.condition()))));
    } else if (statement instanceof Statement.Declare s) {
      visit(s.value(), guard);
    } else if (statement instanceof Statement.Assign s) {
      visit(s.value(), guard);
    } else if (statement instanceof Statement.Store s) {
      visitValues(guard, s.array(), s.index(), s.value());
    } else if (statement instanceof Statement.Invoke s) {
      s.arguments().forEach(argument -> visit(argument, guard));
    } else if (statement instanceof Statement.Fill s) {
      visitValues(guard, s.array(), s.from(), s.to(), s.value());
    }
  }

  private void visitValues(Value guard, Value... values) {
    List.of(values).forEach(value -> visit(value, guard));
  }

  private void visit(Value value, Value guard) {
    if (value instanceof Value.Element element) {
      visitValues(guard, element.array(), element.index());
      if (isRow(element)) {
        guards.merge(element, guard, Truths::or);
      }
    } else if (value instanceof Value.Choice choice) {
      visit(choice.condition(), guard);
      visit(choice.whenTrue(), Truths.and(guard, choice.condition()));
      visit(choice.whenFalse(), Truths.and(guard, Truths.not(choice.condition())));
    } else if (value instanceof Value.Operation operation) {
      visit(operation, guard);
    } else if (value instanceof Value.Random random) {
      visit(random.position(), guard);
    }
  }

  /** What stands to the right of {@code &&} and {@code ||} is not always computed. */
  private void visit(Value.Operation operation, Value guard) {
    Value reached = guard;
    for (Value operand : operation.operands()) {
      visit(operand, reached);
      if (operation.code() == Code.AND) {
        reached = Truths.and(reached, operand);
      } else if (operation.code() == Code.OR) {
        reached = Truths.and(reached, Truths.not(operand));
      }
    }
  }

  private static boolean isRow(Value.Element element) {
    return element.array() instanceof Value.Local local
        && (local.type() == Type.REAL_ROWS || local.type() == Type.INT_ROWS);
  }
}
