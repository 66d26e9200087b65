package dev.layerc.schedule;

import dev.layerc.equation.Interval;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a row of zeros where a row is not there, in place of asking at each element.
 *
 * <pre>{@code
 * for (i) { y[i] = t > 0 ? c[t - 1][i] : 0f; }
 * ->
 * float[] cRow = t > 0 ? c[t - 1] : ZEROS;  for (i) { y[i] = cRow[i]; }
 * }</pre>
 */
final class ZeroRows {
  private final Value.Element row;
  private final Value.Choice fetch;
  private final WholeRanges ranges;

  /**
   * For a row that a loop reads.
   *
   * @param fetch the row, under the condition that it is there, or some other one
   */
  ZeroRows(Value.Element row, Value.Choice fetch, WholeRanges ranges) {
    this.row = row;
    this.fetch = fetch;
    this.ranges = ranges;
  }

  /** The row or zeros; empty where the statement reads the row in another way as well. */
  Optional<Value> fetch(Statement statement) {
    List<Value> places = new ArrayList<>();
    List<Value> reads = new ArrayList<>();
    LoopRewriter.forEachValue(
        statement,
        value -> {
          if (value.equals(row)) {
            reads.add(value);
          } else if (isElseZero(value)) {
            places.add(place((Value.Choice) value));
          }
        });
    Interval range = places.stream().map(ranges::of).reduce(Interval.EMPTY, Interval::union);
    return reads.size() == places.size() && range.within(Integer.MAX_VALUE)
        ? Optional.of(
            new Value.Choice(
                fetch.condition(), row, new Value.Zeros(Math.toIntExact(range.high() + 1))))
        : Optional.empty();
  }

  /** The statement with its reads in the row or the zeros. */
  Statement replace(Statement statement, Value.Local local) {
    return LoopRewriter.map(
        statement,
        value -> isElseZero(value) ? new Value.Element(local, place((Value.Choice) value)) : value);
  }

  private static Value place(Value.Choice choice) {
    return ((Value.Element) choice.whenTrue()).index();
  }

  /** True for {@code there ? row[place] : 0}. */
  private boolean isElseZero(Value value) {
    return value instanceof Value.Choice choice
        && choice.condition().equals(fetch.condition())
        && choice.whenTrue() instanceof Value.Element element
        && element.array().equals(row)
        && choice.whenFalse().equals(new Value.Real(0));
  }
}
