package dev.layerc.schedule;

import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.List;
import java.util.OptionalInt;

/**
 * Places of code that is being put in vectors: one index of an equation is the number of a lane,
 * {@code s*16 + lane + 8}, until the code is all there.
 */
final class LanePlaces {
  private static final Value.Local LANE = new Value.Local("the lane", Type.INT);

  private LanePlaces() {}

  /** The index of the vector whose first lane is number {@code first}. */
  static Value from(int first) {
    return Wholes.add(LANE, Wholes.constant(first));
  }

  /** True for a lane's number, in this vector or another. */
  static boolean isLane(Value index) {
    return Wholes.subtract(index, Wholes.constant(Wholes.addedTo(index))).equals(LANE);
  }

  /** A constant index, or that of the first lane. */
  static int firstOf(Value index) {
    return ((Value.Whole) first(index)).value();
  }

  /** True for what is not the same in all lanes, by a place in it. */
  static boolean hasLane(Value value) {
    return LoopRewriter.contains(value, LANE::equals);
  }

  /** True where the lanes lie side by side. */
  static boolean isAlong(Value place) {
    return distance(place).equals(OptionalInt.of(1));
  }

  /** From one lane to the next; empty where it is not always the same. */
  private static OptionalInt distance(Value place) {
    if (!hasLane(place)) {
      return OptionalInt.of(0);
    }
    if (place.equals(LANE)) {
      return OptionalInt.of(1);
    }
    if (!(place instanceof Value.Operation operation) || operation.operands().size() != 2) {
      return OptionalInt.empty();
    }
    OptionalInt left = distance(operation.operands().get(0));
    OptionalInt right = distance(operation.operands().get(1));
    if (left.isEmpty() || right.isEmpty()) {
      return OptionalInt.empty();
    }
    return switch (operation.code()) {
      case INT_ADD -> OptionalInt.of(left.getAsInt() + right.getAsInt());
      case INT_SUBTRACT -> OptionalInt.of(left.getAsInt() - right.getAsInt());
      case INT_MULTIPLY -> ofProduct(left.getAsInt(), operation.operands().get(1));
      default -> OptionalInt.empty();
    };
  }

  private static OptionalInt ofProduct(int distance, Value factor) {
    return factor instanceof Value.Whole whole
        ? OptionalInt.of(distance * whole.value())
        : OptionalInt.empty();
  }

  /** The place of the first lane. */
  static Value first(Value place) {
    return LoopRewriter.map(
        place, part -> part.equals(LANE) ? Wholes.constant(0) : LanePlaces.folded(part));
  }

  private static Value folded(Value part) {
    if (!(part instanceof Value.Operation operation)) {
      return part;
    }
    List<Value> of = operation.operands();
    return switch (operation.code()) {
      case INT_ADD -> Wholes.add(of.get(0), of.get(1));
      case INT_SUBTRACT -> Wholes.subtract(of.get(0), of.get(1));
      case INT_MULTIPLY -> Wholes.multiply(of.get(0), of.get(1));
      default -> part;
    };
  }
}
