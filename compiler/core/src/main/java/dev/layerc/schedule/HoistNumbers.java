package dev.layerc.schedule;

import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a number that stays the same in an innermost loop before the loop.
 *
 * <pre>{@code
 * for (i) { y[i] = y[i] + b[o]; }   ->   float bHere = b[o]; for (i) { y[i] = y[i] + bHere; }
 * }</pre>
 *
 * The JIT must take {@code b} and {@code y} for the same array, reads the number anew each time,
 * and has no vectors then.
 */
final class HoistNumbers {
  private final JavaNames names;

  private HoistNumbers(JavaNames names) {
    this.names = names;
  }

  static List<Statement> in(List<Statement> body, JavaNames names) {
    return InnermostLoops.replace(body, new HoistNumbers(names)::before);
  }

  private List<Statement> before(Statement.Loop loop) {
    Set<String> changing = Rows.changedIn(loop);
    List<Statement> result = new ArrayList<>();
    Map<Value, Value.Local> numbers = new LinkedHashMap<>();
    RowFetches.in(loop, element -> isNumber(element) && isSame(element, changing))
        .forEach(
            (number, condition) -> {
              if (condition.equals(Truths.TRUE)) {
                numbers.put(number, declare(number, result));
              }
            });
    result.add(
        LoopRewriter.map(loop, value -> numbers.containsKey(value) ? numbers.get(value) : value));
    return result;
  }

  private Value.Local declare(Value.Element number, List<Statement> out) {
    Value.Local array = Rows.arrayOf(number);
    Type type = isRow(number.array()) ? array.type().element().element() : array.type().element();
    Value.Local local = new Value.Local(names.fresh(array.name() + "Here"), type);
    out.add(new Statement.Declare(type, local.name(), number));
    return local;
  }

  /** True for an element of an array or of a row, which is no row itself. */
  private static boolean isNumber(Value.Element element) {
    Type type = Rows.arrayOf(element).type();
    return isRow(element.array()) || type == Type.REAL_ARRAY || type == Type.INT_ARRAY;
  }

  private static boolean isSame(Value.Element element, Set<String> changing) {
    return Rows.localsOf(element).stream().noneMatch(changing::contains);
  }

  private static boolean isRow(Value array) {
    return array instanceof Value.Element;
  }
}
