package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes the part of a place that stays the same in a loop before the loop.
 *
 * <pre>{@code
 * for (i) { y[i] = x[(s*32 + t)*64 + i]; }   ->   int at = (s*32 + t)*64; for (i) { y[i] = x[at + i]; }
 * }</pre>
 *
 * A place that is a local and the loop's variable is one that the JIT understands.
 */
final class HoistPlaces {
  private final JavaNames names;

  private HoistPlaces(JavaNames names) {
    this.names = names;
  }

  static List<Statement> in(List<Statement> body, JavaNames names) {
    return InnermostLoops.replace(body, new HoistPlaces(names)::hoistFrom);
  }

  private List<Statement> hoistFrom(Statement.Loop loop) {
    List<Statement> result = new ArrayList<>();
    Map<Value, Value.Local> places = placesIn(loop);
    places.forEach(
        (place, local) -> result.add(new Statement.Declare(Type.INT, local.name(), place)));
    result.add(
        LoopRewriter.map(loop, value -> places.containsKey(value) ? places.get(value) : value));
    return result;
  }

  /** The parts of places that the loop does not change, each with a name. */
  private Map<Value, Value.Local> placesIn(Statement.Loop loop) {
    Set<String> changing = Rows.changedIn(loop);
    Set<Value> found = new LinkedHashSet<>();
    LoopRewriter.forEachStatement(
        loop,
        inner -> {
          if (inner instanceof Statement.Store store) {
            collect(store.index(), changing, found);
          }
        });
    LoopRewriter.forEachValue(
        loop,
        value -> {
          if (value instanceof Value.Element element) {
            collect(element.index(), changing, found);
          }
        });
    Map<Value, Value.Local> places = new LinkedHashMap<>();
    found.forEach(place -> places.put(place, new Value.Local(names.fresh("at"), Type.INT)));
    return places;
  }

  /** What a place adds to a variable of the loop, where that takes a product. */
  private static void collect(Value place, Set<String> changing, Set<Value> found) {
    Value besideConstant = Wholes.subtract(place, Wholes.constant(Wholes.addedTo(place)));
    if (besideConstant instanceof Value.Operation sum
        && sum.code() == Code.INT_ADD
        && sum.operands().get(1) instanceof Value.Local variable
        && changing.contains(variable.name())) {
      Value start = sum.operands().get(0);
      boolean same = Rows.localsOf(start).stream().noneMatch(changing::contains);
      if (same && isWholeArithmetic(start) && hasProduct(start)) {
        found.add(start);
      }
    }
  }

  /** True where variables are added, multiplied and divided by constants, which cannot fail. */
  private static boolean isWholeArithmetic(Value value) {
    return value instanceof Value.Whole
        || value instanceof Value.Local
        || (value instanceof Value.Operation operation
            && isArithmetic(operation)
            && operation.operands().stream().allMatch(HoistPlaces::isWholeArithmetic));
  }

  private static boolean isArithmetic(Value.Operation operation) {
    return switch (operation.code()) {
      case INT_ADD, INT_SUBTRACT, INT_MULTIPLY -> true;
      case INT_QUOTIENT, INT_REMAINDER -> operation.operands().get(1) instanceof Value.Whole;
      default -> false;
    };
  }

  private static boolean hasProduct(Value value) {
    return value instanceof Value.Operation operation
        && (operation.code() == Code.INT_MULTIPLY
            || operation.operands().stream().anyMatch(HoistPlaces::hasProduct));
  }
}
