package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a loop where it comes to what lies beyond an edge, so that it asks nothing for each number.
 *
 * <pre>{@code
 * for (j < 32) { y[j] = i >= 2 && j >= 2 && j < 30 ? x[j - 2] : 0f; }
 * ->
 * if (i >= 2) { for (j < 2) { y[j] = 0f; } for (2 <= j < 30) { y[j] = x[j - 2]; } for (30 <= j < 32) { y[j] = 0f; } }
 * else { for (j < 32) { y[j] = 0f; } }
 * }</pre>
 *
 * The parts are copies and fills.
 */
final class CutAtMargins {
  private final Statement.Loop loop;
  private final Statement.Store store;
  private final Value.Choice choice;
  private final List<Value> before = new ArrayList<>();
  private int low;
  private int high;

  private CutAtMargins(Statement.Loop loop, Statement.Store store, Value.Choice choice) {
    this.loop = loop;
    this.store = store;
    this.choice = choice;
  }

  static List<Statement> in(List<Statement> body) {
    List<Statement> result = new ArrayList<>();
    for (Statement statement : body) {
      result.addAll(
          of(statement)
              .flatMap(CutAtMargins::cut)
              .orElseGet(() -> List.of(LoopRewriter.mapBodies(statement, CutAtMargins::in))));
    }
    return result;
  }

  /** A loop that stores a constant where a condition does not hold. */
  private static Optional<CutAtMargins> of(Statement statement) {
    return statement instanceof Statement.Loop loop
            && loop.step() == 1
            && loop.body().size() == 1
            && loop.body().get(0) instanceof Statement.Store store
            && !store.add()
            && store.value() instanceof Value.Choice choice
            && choice.whenFalse() instanceof Value.Real
        ? Optional.of(new CutAtMargins(loop, store, choice))
        : Optional.empty();
  }

  private Optional<List<Statement>> cut() {
    if (!(loop.from() instanceof Value.Whole from) || !(loop.to() instanceof Value.Whole to)) {
      return Optional.empty();
    }
    low = from.value();
    high = to.value();
    if (!takes(choice.condition()) || low >= high) {
      return Optional.empty();
    }
    if (low == from.value() && high == to.value()) {
      return Optional.empty();
    }
    List<Statement> parts = new ArrayList<>();
    addPart(from.value(), low, choice.whenFalse(), parts);
    addPart(low, high, choice.whenTrue(), parts);
    addPart(high, to.value(), choice.whenFalse(), parts);
    List<Statement> otherwise = new ArrayList<>();
    addPart(from.value(), to.value(), choice.whenFalse(), otherwise);
    return Optional.of(
        before.stream()
            .reduce(Truths::and)
            .map(first -> List.<Statement>of(new Statement.Branch(first, parts, otherwise)))
            .orElse(parts));
  }

  /** Notes what each part of a condition says; false where one is not understood. */
  private boolean takes(Value condition) {
    if (!Rows.localsOf(condition).contains(loop.variable())) {
      return before.add(condition);
    }
    if (!(condition instanceof Value.Operation operation)) {
      return false;
    }
    List<Value> of = operation.operands();
    if (operation.code() == Code.AND) {
      return of.stream().allMatch(this::takes);
    }
    return of.size() == 2
        && of.get(0) instanceof Value.Local local
        && local.name().equals(loop.variable())
        && of.get(1) instanceof Value.Whole bound
        && takesBound(operation.code(), bound.value());
  }

  private boolean takesBound(Code code, int bound) {
    switch (code) {
      case GREATER_OR_EQUAL -> low = Math.max(low, bound);
      case GREATER -> low = Math.max(low, bound + 1);
      case LESS -> high = Math.min(high, bound);
      case LESS_OR_EQUAL -> high = Math.min(high, bound + 1);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void addPart(int from, int to, Value value, List<Statement> parts) {
    if (from < to) {
      Statement body = new Statement.Store(store.array(), store.index(), value, false);
      parts.add(
          new Statement.Loop(
              loop.variable(), Wholes.constant(from), Wholes.constant(to), 1, List.of(body)));
    }
  }
}
