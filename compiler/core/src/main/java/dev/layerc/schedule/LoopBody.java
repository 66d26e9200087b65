package dev.layerc.schedule;

import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an innermost loop does that neither branches nor calls: declarations, assignments and
 * stores, in order. It knows which of them belong together, and loses some as functions leave.
 */
final class LoopBody {
  /** The array of rows that a local for one row is of. */
  private final Map<String, String> arrays;

  private List<Statement> statements;

  LoopBody(Statement.Loop loop, Map<String, String> arrays) {
    this.arrays = arrays;
    this.statements = new ArrayList<>(loop.body());
  }

  /** True for a loop that has nothing else in it. */
  static boolean isIn(Statement.Loop loop) {
    return loop.body().stream()
        .allMatch(
            statement ->
                statement instanceof Statement.Declare
                    || statement instanceof Statement.Assign
                    || statement instanceof Statement.Store);
  }

  List<Statement> statements() {
    return statements;
  }

  /** What one of the statements computes. */
  static Value valueOf(Statement statement) {
    if (statement instanceof Statement.Store store) {
      return store.value();
    }
    return statement instanceof Statement.Assign assign
        ? assign.value()
        : ((Statement.Declare) statement).value();
  }

  private Stream<Value> values() {
    return statements.stream().map(LoopBody::valueOf);
  }

  Stream<Statement.Store> stores() {
    return all(Statement.Store.class);
  }

  private <T extends Statement> Stream<T> all(Class<T> kind) {
    return statements.stream().filter(kind::isInstance).map(kind::cast);
  }

  static Value.Element placeOf(Statement.Store store) {
    return new Value.Element(store.array(), store.index());
  }

  /** True if an element that is read or written is {@code wanted}. */
  boolean touches(Predicate<Value.Element> wanted) {
    return stores().map(LoopBody::placeOf).anyMatch(wanted) || reads(wanted);
  }

  private boolean reads(Predicate<Value.Element> wanted) {
    return values().anyMatch(value -> reads(value, wanted));
  }

  private static boolean reads(Value value, Predicate<Value.Element> wanted) {
    return LoopRewriter.contains(
        value, part -> part instanceof Value.Element read && wanted.test(read));
  }

  /** True if some element of an array is read. */
  boolean isRead(Value array) {
    return reads(read -> isSameArray(read, array));
  }

  /** True if something is stored in the array that an element is of. */
  boolean isStored(Value.Element read) {
    return storesInto(read).findAny().isPresent();
  }

  /** True if a value reads what may have been stored before the loop comes to {@code position}. */
  boolean readsWhatIsStored(Value value, int position) {
    return reads(value, read -> isStored(read) && !isOwnElementStoredLater(read, position));
  }

  private boolean isOwnElementStoredLater(Value.Element read, int position) {
    boolean isBefore =
        statements.subList(0, position).stream()
            .anyMatch(s -> s instanceof Statement.Store store && isSameArray(read, store.array()));
    return !isBefore && storesInto(read).allMatch(store -> store.index().equals(read.index()));
  }

  private Stream<Statement.Store> storesInto(Value.Element read) {
    return stores().filter(store -> isSameArray(read, store.array()));
  }

  private boolean isSameArray(Value.Element read, Value array) {
    return arrayOf(read.array()).equals(arrayOf(array));
  }

  /** The name of the array, or of the rows it is one of. */
  private String arrayOf(Value array) {
    String name = Rows.nameOf(array);
    return arrays.getOrDefault(name, name);
  }

  /** True if one of the locals is assigned to. */
  boolean assigns(Set<String> locals) {
    return all(Statement.Assign.class).anyMatch(assign -> locals.contains(assign.name()));
  }

  /** True for a value itself, and for a local that stands for it. */
  boolean is(Value stored, Value value) {
    return stored.equals(value)
        || (stored instanceof Value.Local local
            && declarationOf(local).filter(declare -> declare.value().equals(value)).isPresent());
  }

  Optional<Statement.Declare> declarationOf(Value.Local local) {
    return all(Statement.Declare.class)
        .filter(declare -> declare.name().equals(local.name()))
        .findFirst();
  }

  /** The declarations that a value needs, in the order of the loop. */
  List<Statement.Declare> declarationsFor(Value value) {
    Set<String> needed = new LinkedHashSet<>(Rows.localsOf(value));
    List<Statement.Declare> declarations = new ArrayList<>();
    for (int i = statements.size() - 1; i >= 0; i--) {
      if (statements.get(i) instanceof Statement.Declare declare
          && needed.contains(declare.name())) {
        needed.addAll(Rows.localsOf(declare.value()));
        declarations.add(0, declare);
      }
    }
    return declarations;
  }

  void remove(Statement statement) {
    statements.remove(statement);
  }

  /** Reads an element where a value stood, and where locals did that were nothing else. */
  void replace(Value value, Value element) {
    List<Statement> changed = new ArrayList<>();
    Set<Value> same = new LinkedHashSet<>(Set.of(value));
    for (Statement statement : statements) {
      if (statement instanceof Statement.Declare declare
          && (same.contains(declare.value()) || same.contains(local(declare)))) {
        same.add(local(declare));
      } else {
        changed.add(LoopRewriter.map(statement, part -> same.contains(part) ? element : part));
      }
    }
    statements = changed;
  }

  private static Value.Local local(Statement.Declare declare) {
    return new Value.Local(declare.name(), declare.type());
  }

  /** Drops the declarations that nothing needs. */
  void dropUnread() {
    for (int i = statements.size() - 1; i >= 0; i--) {
      if (statements.get(i) instanceof Statement.Declare declare && !isNeededAfter(i, declare)) {
        statements.remove(i);
      }
    }
  }

  private boolean isNeededAfter(int position, Statement.Declare declare) {
    Value local = local(declare);
    return statements.subList(position + 1, statements.size()).stream()
        .anyMatch(later -> LoopRewriter.contains(later, local::equals));
  }
}
