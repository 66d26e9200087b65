package dev.layerc.schedule;

import dev.layerc.equation.Interval;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** Which values the whole numbers of a method can have. */
final class WholeRanges {
  private static final Interval NATURAL = new Interval(0, Long.MAX_VALUE);

  private final Map<String, Interval> ofLocals = new LinkedHashMap<>();

  /** A local that is not negative. */
  void natural(String local) {
    ofLocals.put(local, NATURAL);
  }

  /** Learns the range of a loop's variable, from that of its bounds. */
  void note(Statement.Loop loop) {
    Interval from = of(loop.from());
    Interval to = of(loop.to());
    long last = to.high() == Long.MAX_VALUE ? to.high() : to.high() - 1;
    ofLocals.put(
        loop.variable(),
        loop.step() > 0 ? new Interval(from.low(), last) : new Interval(to.low(), from.high()));
  }

  /** True for what is known to be a whole number. */
  static boolean isWhole(Value value) {
    if (value instanceof Value.Operation operation) {
      return operation.code().isWhole();
    }
    return value instanceof Value.Whole
        || (value instanceof Value.Local local && local.type() == Type.INT);
  }

  /** The values of a whole expression. */
  Interval of(Value value) {
    if (value instanceof Value.Whole whole) {
      return Interval.exactly(whole.value());
    }
    if (value instanceof Value.Local local) {
      return ofLocals.getOrDefault(local.name(), Interval.ALL);
    }
    return value instanceof Value.Operation operation ? of(operation) : Interval.ALL;
  }

  private Interval of(Value.Operation operation) {
    List<Interval> of = operation.operands().stream().map(this::of).toList();
    Interval first = of.get(0);
    Interval last = of.get(of.size() - 1);
    return switch (operation.code()) {
      case INT_ADD -> first.plus(last);
      case INT_SUBTRACT -> first.minus(last);
      case INT_MULTIPLY -> first.times(last);
      case INT_MIN ->
          new Interval(Math.min(first.low(), last.low()), Math.min(first.high(), last.high()));
      case INT_MAX ->
          new Interval(Math.max(first.low(), last.low()), Math.max(first.high(), last.high()));
      case INT_NEGATE -> first.negate();
      case INT_DIVIDE, INT_QUOTIENT -> by(last, first::floorDivide);
      case INT_MODULO, INT_REMAINDER -> by(last, first::floorModulo);
      default -> Interval.ALL;
    };
  }

  private static Interval by(Interval divisor, LongFunction<Interval> of) {
    return divisor.low() == divisor.high() ? of.apply(divisor.low()) : Interval.ALL;
  }
}
