package dev.layerc.schedule;

import dev.layerc.equation.Index;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import dev.layerc.loop.Width;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A method while it is being written: it notes which buffers its statements touch, and these become
 * its arguments, in the order of their first mention.
 */
final class MethodDraft {
  /** The number of samples. */
  static final Value COUNT = new Value.Local("count", Type.INT);

  private static final Value SEED = new Value.Local("seed", Type.LONG);

  private final Storage storage;
  private final JavaNames names = new JavaNames("count", "seed");
  private final Map<Buffer, Value.Local> arguments = new LinkedHashMap<>();
  private final Optional<Held> held;
  private final List<Value.Local> ownArguments = new ArrayList<>();
  private final Map<String, Value.Local> scalars = new LinkedHashMap<>();
  private final WholeRanges ranges = new WholeRanges();
  private boolean usesCount;
  private boolean usesSeed;

  MethodDraft(Storage storage) {
    this(storage, Optional.empty());
  }

  /** A method of straight-line code, which holds elements in locals. */
  MethodDraft(Storage storage, Optional<Held> held) {
    this.storage = storage;
    Width.CONSTANTS.forEach(names::reserve);
    this.held = held;
  }

  Storage storage() {
    return storage;
  }

  /** A name for a local variable, loop variable or argument, not used in this method before. */
  String freshName(String wanted) {
    return names.fresh(wanted);
  }

  /** An argument after the buffers, whose value the caller knows; a whole one is not negative. */
  Value.Local argument(String wanted, Type type) {
    Value.Local argument = new Value.Local(freshName(wanted), type);
    ranges.natural(argument.name());
    ownArguments.add(argument);
    return argument;
  }

  /** The same for the value of an index. */
  Value.Local argument(Index index) {
    return argument(LoopNest.nameOf(index), Type.INT);
  }

  /** The variable of a loop over an index. */
  Value.Local variable(Index index) {
    return new Value.Local(freshName(LoopNest.nameOf(index)), Type.INT);
  }

  /** A local for a value, declared in {@code out}. */
  Value.Local declare(String wanted, Type type, Value value, List<Statement> out) {
    Value.Local local = new Value.Local(freshName(wanted), type);
    out.add(new Statement.Declare(type, local.name(), value));
    return local;
  }

  /** The array, or the rows, of a tensor. */
  Value.Local array(Tensor tensor) {
    return array(storage.of(tensor));
  }

  Value.Local array(Buffer buffer) {
    return arguments.computeIfAbsent(
        buffer, b -> new Value.Local(freshName(argumentName(b)), b.type()));
  }

  private static String argumentName(Buffer buffer) {
    if (buffer.owner() != Buffer.Owner.GRADIENTS) {
      return buffer.name();
    }
    return "d" + Character.toUpperCase(buffer.name().charAt(0)) + buffer.name().substring(1);
  }

  /** What a routine would pass, as this method passes it on. */
  private Value passOn(Value argument) {
    if (argument instanceof Value.BufferOf buffer) {
      return array(buffer.buffer());
    }
    if (argument instanceof Value.Local local && storage.isScalar(local.name())) {
      return scalar(local.name());
    }
    return argument.equals(COUNT) ? count() : seed();
  }

  /** The call of another method, with what it takes after the buffers and such. */
  Statement.Invoke call(ScheduledMethod other, List<? extends Value> last) {
    List<Value> passed = new ArrayList<>();
    other.arguments().forEach(argument -> passed.add(passOn(argument)));
    passed.addAll(last);
    return new Statement.Invoke(other.method().name(), passed);
  }

  /** The number of samples, where {@code index} is the batch; else its extent. */
  Value extent(Index index) {
    return index.isBatch() ? count() : Wholes.constant(index.extent());
  }

  /** How many points indices have. */
  Value points(List<Index> indices) {
    return indices.stream().map(this::extent).reduce(Wholes.constant(1), Wholes::multiply);
  }

  Value count() {
    usesCount = true;
    return COUNT;
  }

  Value seed() {
    usesSeed = true;
    return SEED;
  }

  /** The element of a tensor at whole positions, the batch first. */
  Value.Element element(Tensor tensor, List<Value> at) {
    Value array = array(tensor);
    Place place = Place.of(storage.of(tensor), at, this::count);
    return place.row().isPresent()
        ? new Value.Element(new Value.Element(array, place.row().get()), place.column())
        : new Value.Element(array, place.column());
  }

  /** The value of the element at whole positions: a local that holds it, or the element itself. */
  Value read(Tensor tensor, List<Value> at) {
    if (storage.isScalar(tensor.name())) {
      return scalar(tensor.name());
    }
    return held.map(elements -> elements.read(tensor, at, this))
        .orElseGet(() -> element(tensor, at));
  }

  /** A number that the routine is given by a tensor's name. */
  private Value.Local scalar(String tensor) {
    return scalars.computeIfAbsent(tensor, name -> new Value.Local(freshName(name), Type.REAL));
  }

  /** An element of rows that are no tensor's. */
  Value.Element element(Buffer rows, Value row, Value column) {
    return new Value.Element(new Value.Element(array(rows), row), column);
  }

  /** The method, and the call of it. */
  ScheduledMethod finish(String name, List<Statement> body, List<String> summary) {
    List<Statement> joined = JoinDigits.in(DecideConditions.in(body, ranges));
    List<Statement> direct = StoreDirectly.in(joined);
    List<Statement> decided = BranchOutside.in(CutAtMargins.in(direct));
    List<Statement> copied = HoistNumbers.in(CopyRows.in(decided), names);
    List<Statement> inRows = HoistRows.in(copied, names, ranges, knownRows());
    return finishAsIs(name, HoistPlaces.in(inRows, names), summary);
  }

  /** The same for statements that nothing is to be done about but their names. */
  ScheduledMethod finishAsIs(String name, List<Statement> body, List<String> summary) {
    List<Method.Argument> formal = new ArrayList<>();
    List<Value> actual = new ArrayList<>();
    arguments.forEach(
        (buffer, local) -> {
          formal.add(new Method.Argument(local.type(), local.name()));
          actual.add(new Value.BufferOf(buffer));
        });
    addLocal(usesCount, COUNT, formal, actual);
    addLocal(usesSeed, SEED, formal, actual);
    scalars.forEach(
        (given, scalar) -> {
          formal.add(new Method.Argument(Type.REAL, scalar.name()));
          actual.add(new Value.Local(given, Type.REAL));
        });
    ownArguments.forEach(own -> formal.add(new Method.Argument(own.type(), own.name())));
    List<Statement> named = ShortenNames.in(body, formal, names::wanted);
    return new ScheduledMethod(new Method(name, formal, named, summary), actual);
  }

  /** Forgets the arrays that nothing mentions. */
  void dropUnused(List<Statement> body) {
    Set<Value> mentioned = new HashSet<>();
    body.forEach(statement -> LoopRewriter.forEachValue(statement, mentioned::add));
    arguments.values().removeIf(array -> !mentioned.contains(array));
  }

  private Map<String, Integer> knownRows() {
    Map<String, Integer> rows = new LinkedHashMap<>();
    arguments.forEach(
        (buffer, local) -> {
          if (!buffer.hasRowsPerSample()) {
            rows.put(local.name(), buffer.rows());
          }
        });
    return rows;
  }

  private static void addLocal(
      boolean used, Value value, List<Method.Argument> formal, List<Value> actual) {
    if (used) {
      Value.Local local = (Value.Local) value;
      formal.add(new Method.Argument(local.type(), local.name()));
      actual.add(local);
    }
  }
}
