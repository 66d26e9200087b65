package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes functions out of an innermost loop: what one is called with is put into a row by a loop
 * before, the function is called for the row, and the loop reads the results. Where the loop stores
 * such a number anyway, its place is the row.
 *
 * <p>A function stays where it is if it is called under a condition, or with what depends on other
 * points of the loop.
 */
final class MappedLoop {
  /** The functions that have a form for rows. */
  static final Set<Code> OF_ROWS = EnumSet.of(Code.EXP, Code.TANH, Code.SIGMOID, Code.ERF);

  /** Stands for what a function gives, until it has a row. */
  private static final Value RESULT = new Value.Local("result of the row", Type.REAL);

  private final Statement.Loop loop;
  private final MapRows.Length length;
  private final MapRows.Supply supply;
  private final LoopRows rows;
  private final LoopBody body;
  private final List<Statement> before = new ArrayList<>();
  private final List<Value.Operation> staying = new ArrayList<>();
  private int results;

  MappedLoop(
      Statement.Loop loop,
      MapRows.Length length,
      MapRows.Supply supply,
      Map<String, String> arrays) {
    this.loop = loop;
    this.length = length;
    this.supply = supply;
    this.rows = new LoopRows(loop);
    this.body = new LoopBody(loop, arrays);
  }

  /** What the loop becomes; itself, if nothing leaves it. */
  List<Statement> statements() {
    // A loop across rows takes sample by sample, the numbers of each side by side.
    if (length.perSample() && body.touches(rows::isAcross)) {
      return List.of(loop);
    }
    for (Optional<Value.Operation> f = next(); f.isPresent(); f = next()) {
      takeOut(f.get());
    }
    if (before.isEmpty()) {
      return List.of(loop);
    }
    body.dropUnread();
    List<Statement> all = new ArrayList<>(before);
    if (!body.statements().isEmpty()) {
      all.add(over(body.statements()));
    }
    return all;
  }

  private Statement over(List<Statement> inner) {
    return LoopRewriter.mapBodies(loop, old -> inner);
  }

  /** The first function that can leave; those in its argument have left before. */
  private Optional<Value.Operation> next() {
    List<Statement> statements = body.statements();
    for (int i = 0; i < statements.size(); i++) {
      for (Value.Operation function : calledIn(LoopBody.valueOf(statements.get(i)))) {
        if (!staying.contains(function)) {
          if (canLeave(function, i)) {
            return Optional.of(function);
          }
          staying.add(function);
        }
      }
    }
    return Optional.empty();
  }

  /** The functions that are called in any case, arguments before what they are arguments of. */
  private static List<Value.Operation> calledIn(Value value) {
    List<Value.Operation> called = new ArrayList<>();
    collect(value, called);
    return called;
  }

  private static void collect(Value value, List<Value.Operation> called) {
    if (value instanceof Value.Choice choice) {
      collect(choice.condition(), called);
    } else if (value instanceof Value.Operation operation) {
      boolean mayStop = operation.code() == Code.AND || operation.code() == Code.OR;
      List<Value> operands = operation.operands();
      operands.subList(0, mayStop ? 1 : operands.size()).forEach(o -> collect(o, called));
      if (OF_ROWS.contains(operation.code())) {
        called.add(operation);
      }
    }
  }

  private boolean canLeave(Value.Operation function, int position) {
    Value argument = function.operands().get(0);
    List<Value> computing = new ArrayList<>(List.of(argument));
    body.declarationsFor(argument).forEach(declare -> computing.add(declare.value()));
    return computing.stream()
        .allMatch(value -> isPure(value) && !body.readsWhatIsStored(value, position));
  }

  /** True for a value that costs little to compute once more and has no history. */
  private boolean isPure(Value value) {
    return calledIn(value).isEmpty() && !body.assigns(Rows.localsOf(value));
  }

  private void takeOut(Value.Operation function) {
    Value argument = function.operands().get(0);
    body.replace(function, RESULT);
    Optional<Value.Element> both = inPlace(argument);
    if (both.isPresent()) {
      body.replace(RESULT, both.get());
      before.add(mapped(function.code(), both.get(), both.get()));
      return;
    }
    Optional<Value.Element> there = rows.along(argument).filter(row -> !body.isStored(row));
    Value.Element from = there.orElseGet(() -> rowOf(argument));
    Value.Element to = storedPlace(RESULT).orElseGet(this::freshPlace);
    body.replace(RESULT, to);
    before.add(mapped(function.code(), from, to));
  }

  private Statement mapped(Code function, Value.Element from, Value.Element to) {
    return new Statement.MapRow(
        function, from.array(), rows.start(from), to.array(), rows.start(to), loop.to());
  }

  /**
   * The row where both the argument and the result are; the store is taken out. Vectors must fill
   * it: else the last two of them have lanes in common, which would be mapped twice.
   */
  private Optional<Value.Element> inPlace(Value argument) {
    Optional<Value.Element> both =
        rows.along(argument)
            .filter(row -> length.fillsVectors())
            .filter(row -> storeOf(RESULT).map(LoopBody::placeOf).equals(Optional.of(row)));
    both.ifPresent(row -> storedPlace(RESULT));
    return both;
  }

  /** Puts an argument into a row: where it is stored in any case, or one of the workspace. */
  private Value.Element rowOf(Value argument) {
    Value value =
        argument instanceof Value.Local local
            ? body.declarationOf(local).map(Statement.Declare::value).orElse(argument)
            : argument;
    Optional<Value.Element> stored = storedPlace(argument);
    Value.Element place = stored.orElseGet(() -> workspacePlace(0));
    List<Statement> filling = new ArrayList<>(body.declarationsFor(value));
    filling.add(new Statement.Store(place.array(), place.index(), value, false));
    before.add(over(filling));
    stored.ifPresent(row -> body.replace(argument, row));
    return place;
  }

  private Value.Element freshPlace() {
    results++;
    return workspacePlace(results);
  }

  private Value.Element workspacePlace(int number) {
    return new Value.Element(
        supply.row(number, length), new Value.Local(loop.variable(), Type.INT));
  }

  /** Where the loop stores a value, if nobody reads that array here; the store is taken out. */
  private Optional<Value.Element> storedPlace(Value value) {
    Optional<Statement.Store> store = storeOf(value);
    store.ifPresent(body::remove);
    return store.map(LoopBody::placeOf);
  }

  private Optional<Statement.Store> storeOf(Value value) {
    return body.stores()
        .filter(s -> !s.add() && body.is(s.value(), value))
        .filter(s -> rows.isAlong(LoopBody.placeOf(s)) && !body.isRead(s.array()))
        .findFirst();
  }
}
