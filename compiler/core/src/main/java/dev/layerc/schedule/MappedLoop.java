package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

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
  private static final Set<Code> OF_ROWS = EnumSet.of(Code.EXP, Code.TANH, Code.SIGMOID, Code.ERF);

  /** Stands for what a function gives, until it has a row. */
  private static final Value RESULT = new Value.Local("result of the row", Type.REAL);

  private final Statement.Loop loop;
  private final Value.Local variable;
  private final MapRows.Length length;
  private final MapRows.Supply rows;
  private final Map<String, String> arrays;
  private final List<Statement> before = new ArrayList<>();
  private final List<Value.Operation> staying = new ArrayList<>();
  private List<Statement> body;
  private int results;

  MappedLoop(
      Statement.Loop loop, MapRows.Length length, MapRows.Supply rows, Map<String, String> arrays) {
    this.loop = loop;
    this.variable = new Value.Local(loop.variable(), Type.INT);
    this.length = length;
    this.rows = rows;
    this.arrays = arrays;
    this.body = new ArrayList<>(loop.body());
  }

  /** What the loop becomes; itself, if nothing leaves it. */
  List<Statement> statements() {
    if (!runsAlongRows()) {
      return List.of(loop);
    }
    for (Optional<Value.Operation> f = next(); f.isPresent(); f = next()) {
      takeOut(f.get());
    }
    if (before.isEmpty()) {
      return List.of(loop);
    }
    dropUnread();
    List<Statement> all = new ArrayList<>(before);
    if (!body.isEmpty()) {
      all.add(over(body));
    }
    return all;
  }

  /** False where the loop takes sample by sample, the numbers of each side by side. */
  private boolean runsAlongRows() {
    return !length.perSample()
        || body.stream()
            .allMatch(
                statement ->
                    !(statement instanceof Statement.Store store && isAcross(element(store)))
                        && valuesOf(statement).stream()
                            .noneMatch(value -> contains(value, this::isAcross)));
  }

  private boolean isAcross(Value value) {
    return value instanceof Value.Element element
        && Rows.localsOf(element).contains(variable.name())
        && !isAlongRow(element);
  }

  private static Value.Element element(Statement.Store store) {
    return new Value.Element(store.array(), store.index());
  }

  private Statement over(List<Statement> inner) {
    return new Statement.Loop(loop.variable(), loop.from(), loop.to(), 1, inner);
  }

  /** The first function that can leave; those in its argument have left before. */
  private Optional<Value.Operation> next() {
    for (int i = 0; i < body.size(); i++) {
      List<Value.Operation> called = new ArrayList<>();
      valuesOf(body.get(i)).forEach(value -> collect(value, called));
      for (Value.Operation function : called) {
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

  private static List<Value> valuesOf(Statement statement) {
    if (statement instanceof Statement.Store store) {
      return List.of(store.value());
    }
    return List.of(
        statement instanceof Statement.Assign assign
            ? assign.value()
            : ((Statement.Declare) statement).value());
  }

  /** The functions that are called in any case, arguments before what they are arguments of. */
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
    declarationsFor(argument).forEach(declare -> computing.add(declare.value()));
    return computing.stream()
        .allMatch(value -> isPure(value) && !readsWhatIsStored(value, position));
  }

  /** True for a value that costs little to compute once more and has no history. */
  private boolean isPure(Value value) {
    List<Value.Operation> inner = new ArrayList<>();
    collect(value, inner);
    Set<String> locals = Rows.localsOf(value);
    return inner.isEmpty()
        && body.stream()
            .noneMatch(s -> s instanceof Statement.Assign a && locals.contains(a.name()));
  }

  /** True if it reads what the loop may have stored before it comes to {@code position}. */
  private boolean readsWhatIsStored(Value value, int position) {
    return contains(
        value,
        part ->
            part instanceof Value.Element read
                && storesNear(read, 0, body.size())
                && !isOwnElementStoredLater(read, position));
  }

  private boolean storesNear(Value.Element read, int from, int to) {
    return body.subList(from, to).stream()
        .anyMatch(s -> s instanceof Statement.Store store && isSameArray(read, store.array()));
  }

  private boolean isOwnElementStoredLater(Value.Element read, int position) {
    return !storesNear(read, 0, position)
        && body.stream()
            .filter(Statement.Store.class::isInstance)
            .map(Statement.Store.class::cast)
            .filter(store -> isSameArray(read, store.array()))
            .allMatch(store -> store.index().equals(read.index()));
  }

  private boolean isSameArray(Value.Element read, Value array) {
    return arrayOf(read.array()).equals(arrayOf(array));
  }

  /** The name of the array, or of the rows it is one of. */
  private String arrayOf(Value array) {
    String name = Rows.nameOf(array);
    return arrays.getOrDefault(name, name);
  }

  private void takeOut(Value.Operation function) {
    Value argument = function.operands().get(0);
    replace(function, RESULT);
    Optional<Value.Element> there = place(argument).filter(row -> !isStored(row));
    Value.Element from = there.orElseGet(() -> rowOf(argument));
    Value.Element to = storedPlace(RESULT).orElseGet(this::freshPlace);
    replace(RESULT, to);
    before.add(
        new Statement.MapRow(
            function.code(), from.array(), start(from), to.array(), start(to), loop.to()));
  }

  private boolean isStored(Value.Element row) {
    return storesNear(row, 0, body.size());
  }

  /** A row that has the value already. */
  private Optional<Value.Element> place(Value value) {
    return value instanceof Value.Element element && isAlongRow(element)
        ? Optional.of(element)
        : Optional.empty();
  }

  /** True for an element at the loop's variable in a row that the loop does not change. */
  private boolean isAlongRow(Value.Element element) {
    Set<String> changing = Rows.changedIn(loop);
    return Rows.localsOf(element.array()).stream()
            .noneMatch(local -> changing.contains(local) && !isStoredArray(local))
        && !Rows.localsOf(element.array()).contains(variable.name())
        && CopyRows.start(element.index(), variable.name())
            .filter(start -> Rows.localsOf(start).stream().noneMatch(changing::contains))
            .isPresent();
  }

  private boolean isStoredArray(String name) {
    return loop.body().stream()
        .anyMatch(
            s -> s instanceof Statement.Store store && Rows.nameOf(store.array()).equals(name));
  }

  private Value start(Value.Element element) {
    return CopyRows.start(element.index(), variable.name()).orElseThrow();
  }

  /** Puts an argument into a row: where it is stored in any case, or one of the workspace. */
  private Value.Element rowOf(Value argument) {
    Value value =
        argument instanceof Value.Local local
            ? declarationOf(local).map(Statement.Declare::value).orElse(argument)
            : argument;
    Optional<Value.Element> stored = storedPlace(argument);
    Value.Element place = stored.orElseGet(() -> element(rows.row(0, length)));
    List<Statement> filling = new ArrayList<>(declarationsFor(value));
    filling.add(new Statement.Store(place.array(), place.index(), value, false));
    before.add(over(filling));
    stored.ifPresent(row -> replace(argument, row));
    return place;
  }

  private Value.Element freshPlace() {
    results++;
    return element(rows.row(results, length));
  }

  private Value.Element element(Value.Local row) {
    return new Value.Element(row, variable);
  }

  /** Where the loop stores a value, if nobody reads that array here; the store is taken out. */
  private Optional<Value.Element> storedPlace(Value value) {
    for (Statement statement : body) {
      if (statement instanceof Statement.Store store && !store.add() && is(store.value(), value)) {
        Value.Element place = element(store);
        if (isAlongRow(place) && !isRead(place)) {
          body.remove(statement);
          return Optional.of(place);
        }
      }
    }
    return Optional.empty();
  }

  /** True for the value itself, and for a local that stands for it. */
  private boolean is(Value stored, Value value) {
    return stored.equals(value)
        || (stored instanceof Value.Local local
            && declarationOf(local).filter(declare -> declare.value().equals(value)).isPresent());
  }

  private boolean isRead(Value.Element place) {
    boolean[] found = new boolean[1];
    body.forEach(
        statement ->
            valuesOf(statement)
                .forEach(
                    value ->
                        found[0] |=
                            contains(
                                value,
                                part ->
                                    part instanceof Value.Element read
                                        && isSameArray(read, place.array()))));
    return found[0];
  }

  private Optional<Statement.Declare> declarationOf(Value.Local local) {
    return body.stream()
        .filter(Statement.Declare.class::isInstance)
        .map(Statement.Declare.class::cast)
        .filter(declare -> declare.name().equals(local.name()))
        .findFirst();
  }

  /** The declarations that a value needs, in the order of the loop. */
  private List<Statement.Declare> declarationsFor(Value value) {
    Set<String> needed = new LinkedHashSet<>(Rows.localsOf(value));
    List<Statement.Declare> declarations = new ArrayList<>();
    for (int i = body.size() - 1; i >= 0; i--) {
      if (body.get(i) instanceof Statement.Declare declare && needed.contains(declare.name())) {
        needed.addAll(Rows.localsOf(declare.value()));
        declarations.add(0, declare);
      }
    }
    return declarations;
  }

  /** Reads the row where the value stood, and where locals did that were nothing else. */
  private void replace(Value value, Value row) {
    List<Statement> changed = new ArrayList<>();
    Set<Value> same = new LinkedHashSet<>(Set.of(value));
    for (Statement statement : body) {
      if (statement instanceof Statement.Declare declare
          && (same.contains(declare.value()) || same.contains(local(declare)))) {
        same.add(local(declare));
      } else {
        changed.add(LoopRewriter.map(statement, part -> same.contains(part) ? row : part));
      }
    }
    body = changed;
  }

  private static Value.Local local(Statement.Declare declare) {
    return new Value.Local(declare.name(), declare.type());
  }

  private void dropUnread() {
    for (int i = body.size() - 1; i >= 0; i--) {
      if (body.get(i) instanceof Statement.Declare declare
          && body.subList(i + 1, body.size()).stream()
              .noneMatch(later -> mentions(later, declare.name()))) {
        body.remove(i);
      }
    }
  }

  private static boolean mentions(Statement statement, String name) {
    boolean[] found = new boolean[1];
    LoopRewriter.forEachValue(
        statement,
        value -> found[0] |= value instanceof Value.Local local && local.name().equals(name));
    return found[0];
  }

  private static boolean contains(Value value, Predicate<Value> wanted) {
    boolean[] found = new boolean[1];
    LoopRewriter.map(
        value,
        part -> {
          found[0] |= wanted.test(part);
          return part;
        });
    return found[0];
  }
}
