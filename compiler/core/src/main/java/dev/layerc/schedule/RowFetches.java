package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds elements in a statement, and under which condition each is read: {@code t > 0 ? y[t-1][i] :
 * 0} reads the row {@code y[t-1]} where {@code t > 0}, and nowhere else is there one.
 */
final class RowFetches {
  private final Predicate<Value.Element> wanted;
  private final Map<Value.Element, Value> conditions = new LinkedHashMap<>();

  private RowFetches(Predicate<Value.Element> wanted) {
    this.wanted = wanted;
  }

  /** The condition of each wanted element, in the order of the text. */
  static Map<Value.Element, Value> in(Statement statement, Predicate<Value.Element> wanted) {
    RowFetches fetches = new RowFetches(wanted);
    fetches.visit(statement, Truths.TRUE);
    return fetches.conditions;
  }

  private void visit(Statement statement, Value condition) {
    if (statement instanceof Statement.Loop loop) {
      visitAll(List.of(loop.from(), loop.to()), condition);
      loop.body().forEach(inner -> visit(inner, condition));
    } else if (statement instanceof Statement.Branch branch) {
      visit(branch.condition(), condition);
      Value then = Truths.and(condition, branch.condition());
      Value otherwise = Truths.and(condition, Truths.not(branch.condition()));
      branch.whenTrue().forEach(inner -> visit(inner, then));
      branch.whenFalse().forEach(inner -> visit(inner, otherwise));
    } else if (statement instanceof Statement.Declare declare) {
      visit(declare.value(), condition);
    } else if (statement instanceof Statement.Assign assign) {
      visit(assign.value(), condition);
    } else if (statement instanceof Statement.Store store) {
      visitAll(List.of(store.array(), store.index(), store.value()), condition);
    } else if (statement instanceof Statement.Invoke invoke) {
      visitAll(invoke.arguments(), condition);
    } else if (statement instanceof Statement.Fill fill) {
      visitAll(List.of(fill.array(), fill.from(), fill.to(), fill.value()), condition);
    } else if (statement instanceof Statement.Copy copy) {
      visitAll(
          List.of(copy.from(), copy.fromIndex(), copy.to(), copy.toIndex(), copy.length()),
          condition);
    } else if (statement instanceof Statement.MapRow map) {
      visitAll(map.arguments(), condition);
    }
  }

  private void visitAll(List<Value> values, Value condition) {
    values.forEach(value -> visit(value, condition));
  }

  private void visit(Value value, Value condition) {
    if (value instanceof Value.Element element) {
      visitAll(List.of(element.array(), element.index()), condition);
      if (wanted.test(element)) {
        conditions.merge(element, condition, RowFetches::either);
      }
    } else if (value instanceof Value.Choice choice) {
      visit(choice.condition(), condition);
      visit(choice.whenTrue(), Truths.and(condition, choice.condition()));
      visit(choice.whenFalse(), Truths.and(condition, Truths.not(choice.condition())));
    } else if (value instanceof Value.Operation operation) {
      visit(operation, condition);
    } else if (value instanceof Value.Random random) {
      visitAll(List.of(random.seed(), random.position()), condition);
    } else if (value instanceof Value.Broadcast number) {
      visit(number.number(), condition);
    }
  }

  /** The right of {@code &&} and {@code ||} is looked at only where the left leaves it open. */
  private void visit(Value.Operation operation, Value condition) {
    boolean and = operation.code() == Code.AND;
    if (!and && operation.code() != Code.OR) {
      visitAll(operation.operands(), condition);
      return;
    }
    Value left = operation.operands().get(0);
    visit(left, condition);
    visit(operation.operands().get(1), Truths.and(condition, and ? left : Truths.not(left)));
  }

  private static Value either(Value one, Value other) {
    return one.equals(other) ? one : Truths.or(one, other);
  }
}
