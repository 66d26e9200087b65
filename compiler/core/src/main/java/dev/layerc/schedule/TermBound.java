package dev.layerc.schedule;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Interval;
import dev.layerc.equation.Operator;
import dev.layerc.loop.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The values of a summed index at which a factor is inside of its edges: at others it is 0, and so
 * is the term.
 *
 * <pre>{@code
 * sum[k] w[k]*x'[i+4-k]     x' being 0 but at 4..13:  k from max(0, i-9) to before min(5, i+1)
 * }</pre>
 *
 * @param rest what is added to {@code step * index} to give the place, without summed indices
 * @param extent of what is inside: places from 0 to before it
 */
record TermBound(Index index, long step, Affine rest, int extent) {

  /** The bound of an index of a sum, where a place has no other of them. */
  static Optional<TermBound> of(Edges.Inside inside, List<Index> summed) {
    List<Index> mentioned = summed.stream().filter(inside.place().indices()::contains).toList();
    boolean ofSamples = inside.place().indices().stream().anyMatch(Index::isBatch);
    if (mentioned.size() != 1 || ofSamples || mentioned.get(0).extent() == 1) {
      return Optional.empty();
    }
    Index index = mentioned.get(0);
    long step = inside.place().coefficient(index);
    Affine rest = inside.place().minus(Affine.of(index).times(step));
    return Optional.of(new TermBound(index, step, rest, inside.extent()));
  }

  /** The indices that it depends on. */
  Set<Index> indices() {
    return new LinkedHashSet<>(rest.indices());
  }

  /** The first value of the index. */
  Value start(LowerExpression at) {
    return at.whole(within(first(), Operator.MAX));
  }

  /** What follows the last. */
  Value end(LowerExpression at) {
    return at.whole(within(afterLast(), Operator.MIN));
  }

  /** Not beyond the index's own range. */
  private Expr within(Expr bound, Operator operator) {
    Interval range = Interval.of(bound);
    boolean first = operator == Operator.MAX;
    if (first ? range.low() >= 0 : range.high() <= index.extent()) {
      return bound;
    }
    return new Expr.Apply(operator, new Expr.Literal(first ? 0 : index.extent()), bound);
  }

  /** From where on {@code step*index + rest} is at least 0, or, where it falls, below the end. */
  private Expr first() {
    return step > 0
        ? quotient(rest.times(-1).plus(Affine.constant(step - 1)))
        : quotient(rest.plus(Affine.constant(-step - extent)));
  }

  private Expr afterLast() {
    return step > 0
        ? quotient(Affine.constant(extent - 1L + step).minus(rest))
        : quotient(rest.plus(Affine.constant(-step)));
  }

  private Expr quotient(Affine of) {
    long by = Math.abs(step);
    return by == 1
        ? of.toExpr()
        : new Expr.Apply(Operator.FLOOR_DIVIDE, of.toExpr(), new Expr.Literal(by));
  }

  /** What part of the values of the index it leaves, all points taken together. */
  double share() {
    return shareIn(index, 1);
  }

  /** The same where so many values of another index are one point: any of them will do. */
  double shareIn(Index panels, int together) {
    long inside = 0;
    long all = 0;
    int[] at = new int[rest.indices().size()];
    List<Index> others = List.copyOf(rest.indices());
    do {
      long place = rest.constant();
      for (int i = 0; i < at.length; i++) {
        place += rest.coefficient(others.get(i)) * at[i];
      }
      for (int value = 0; value < index.extent(); value++, place += step) {
        inside += isInside(place, rest.coefficient(panels), together) ? 1 : 0;
        all++;
      }
    } while (next(at, others, panels, together));
    return (double) inside / all;
  }

  private boolean isInside(long place, long each, int together) {
    for (int i = 0; i < together; i++) {
      if (place + each * i >= 0 && place + each * i < extent) {
        return true;
      }
    }
    return false;
  }

  /** The next point; false after the last. */
  private static boolean next(int[] at, List<Index> indices, Index panels, int together) {
    for (int i = 0; i < at.length; i++) {
      at[i] += indices.get(i).equals(panels) ? together : 1;
      if (at[i] < indices.get(i).extent()) {
        return true;
      }
      at[i] = 0;
    }
    return false;
  }
}
