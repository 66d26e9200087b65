package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether the turns of an innermost loop can be the lanes of vectors, and whether that is needed,
 * for a choice between real numbers.
 *
 * <p>What a choice does not take is computed in vectors too. That reads nothing outside of an
 * array: only conditions on whole numbers keep a read within, and loops with such are refused.
 */
final class LaneCheck {
  /** What vectors do as Java does it with one number, to the bit. */
  static final Set<Code> EXACT =
      EnumSet.of(
          Code.ADD,
          Code.SUBTRACT,
          Code.MULTIPLY,
          Code.DIVIDE,
          Code.NEGATE,
          Code.FMA,
          Code.MIN,
          Code.MAX,
          Code.ABS,
          Code.SQRT);

  private final Statement.Loop loop;
  private final Map<String, Set<String>> arrays;
  private final LoopParts parts;
  private boolean chooses;

  LaneCheck(Statement.Loop loop, Map<String, Set<String>> arrays) {
    this.loop = loop;
    this.arrays = arrays;
    this.parts = new LoopParts(loop);
  }

  boolean canRun() {
    return loop.body().stream().allMatch(this::isOfLanes) && chooses && storesApart();
  }

  private boolean isOfLanes(Statement statement) {
    if (statement instanceof Statement.Declare declare) {
      boolean number = declare.type() == Type.REAL || declare.type() == Type.INT;
      return number && isNumber(declare.value());
    }
    if (statement instanceof Statement.Store store) {
      Value.Element place = new Value.Element(store.array(), store.index());
      return LoopParts.isReal(place) && parts.isAlongRow(place) && isNumber(store.value());
    }
    if (statement instanceof Statement.Branch branch) {
      return isMask(branch.condition())
          && branch.whenTrue().stream().allMatch(this::isAssignment)
          && branch.whenFalse().isEmpty();
    }
    return isAssignment(statement);
  }

  /** A new value for what every turn declares for itself. */
  private boolean isAssignment(Statement statement) {
    return statement instanceof Statement.Assign assign
        && parts.isDeclared(assign.name())
        && isNumber(assign.value());
  }

  /** A real number of each lane, or a whole one that is the same for all or declared. */
  private boolean isNumber(Value value) {
    if (parts.isSame(value)) {
      return LoopParts.isReal(value) || WholeRanges.isWhole(value);
    }
    if (value instanceof Value.Local local) {
      return parts.isDeclared(local.name());
    }
    if (value instanceof Value.Element element) {
      return LoopParts.isReal(value) && parts.isAlongRow(element);
    }
    if (value instanceof Value.Choice choice) {
      return isMask(choice.condition())
          && isNumber(choice.whenTrue())
          && isNumber(choice.whenFalse());
    }
    return value instanceof Value.Operation operation
        && EXACT.contains(operation.code())
        && operation.operands().stream().allMatch(this::isNumber);
  }

  private boolean isMask(Value value) {
    if (!(value instanceof Value.Operation operation) || !operation.code().isCondition()) {
      return false;
    }
    List<Value> of = operation.operands();
    if (operation.code().compareTo(Code.AND) >= 0) {
      return of.stream().allMatch(this::isMask);
    }
    chooses = true;
    return of.stream().anyMatch(LoopParts::isReal) && of.stream().allMatch(this::isNumber);
  }

  /** True where what is stored is read and stored at the same place alone. */
  private boolean storesApart() {
    Set<Value.Element> stored = new LinkedHashSet<>();
    Set<Value.Element> used = new LinkedHashSet<>();
    for (Statement statement : loop.body()) {
      if (statement instanceof Statement.Store store) {
        stored.add(new Value.Element(store.array(), store.index()));
      }
    }
    used.addAll(stored);
    LoopRewriter.forEachValue(
        loop,
        value -> {
          if (value instanceof Value.Element read) {
            used.add(read);
          }
        });
    return stored.stream()
        .allMatch(to -> used.stream().allMatch(of -> of.equals(to) || !mayMeet(to, of)));
  }

  private boolean mayMeet(Value.Element one, Value.Element other) {
    Set<String> ofOne = arraysOf(one);
    return arraysOf(other).stream().anyMatch(ofOne::contains);
  }

  private Set<String> arraysOf(Value.Element element) {
    String name = Rows.nameOf(element);
    return arrays.getOrDefault(name, Set.of(name));
  }
}
