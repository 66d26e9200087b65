package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether statements of written-out code, at places of which one index is the number of a lane, can
 * be done in vectors: what they read and store lies side by side, and vectors have the operations.
 */
final class LineCheck {
  private final Set<String> vectors;
  private final boolean mapsRows;

  /**
   * A check of statements that come next.
   *
   * @param vectors the locals so far that hold a number for each lane
   */
  LineCheck(Set<String> vectors, boolean mapsRows) {
    this.vectors = new LinkedHashSet<>(vectors);
    this.mapsRows = mapsRows;
  }

  boolean canRun(List<Statement> lines) {
    return lines.stream().allMatch(this::canRun);
  }

  private boolean canRun(Statement line) {
    if (!isInLanes(line, vectors)) {
      return true;
    }
    if (line instanceof Statement.Declare declare) {
      vectors.add(declare.name());
      return declare.type() == Type.REAL && isNumber(declare.value());
    }
    if (line instanceof Statement.Assign assign) {
      return vectors.contains(assign.name()) && isNumber(assign.value());
    }
    if (line instanceof Statement.Store store) {
      return isAlong(new Value.Element(store.array(), store.index())) && isNumber(store.value());
    }
    return line instanceof Statement.Branch branch
        && !isInLanes(branch.condition(), vectors)
        && canRun(branch.whenTrue())
        && canRun(branch.whenFalse());
  }

  /** True where a statement has to do with more numbers than one. */
  static boolean isInLanes(Statement line, Set<String> vectors) {
    boolean assigns = line instanceof Statement.Assign assign && vectors.contains(assign.name());
    return assigns || LoopRewriter.contains(line, value -> isInLanes(value, vectors));
  }

  static boolean isInLanes(Value value, Set<String> vectors) {
    return LanePlaces.hasLane(value)
        || LoopRewriter.contains(
            value, part -> part instanceof Value.Local local && vectors.contains(local.name()));
  }

  private boolean isAlong(Value.Element element) {
    return LoopParts.isReal(element)
        && !isInLanes(element.array(), vectors)
        && LanePlaces.isAlong(element.index());
  }

  private boolean isNumber(Value value) {
    if (!isInLanes(value, vectors)) {
      return LoopParts.isReal(value) || value instanceof Value.Whole;
    }
    if (value instanceof Value.Local local) {
      return vectors.contains(local.name());
    }
    if (value instanceof Value.Element element) {
      return isAlong(element);
    }
    if (value instanceof Value.Choice choice) {
      return isMask(choice.condition())
          && isNumber(choice.whenTrue())
          && isNumber(choice.whenFalse());
    }
    return value instanceof Value.Operation operation
        && isKnown(operation.code())
        && operation.operands().stream().allMatch(this::isNumber);
  }

  private boolean isKnown(Code code) {
    return LaneCheck.EXACT.contains(code) || (mapsRows && MappedLoop.OF_ROWS.contains(code));
  }

  private boolean isMask(Value value) {
    return isInLanes(value, vectors)
        && value instanceof Value.Operation operation
        && operation.code().isCondition()
        && operation.operands().stream()
            .allMatch(operation.code().compareTo(Code.AND) >= 0 ? this::isMask : this::isNumber);
  }
}
