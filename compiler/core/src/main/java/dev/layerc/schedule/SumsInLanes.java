package dev.layerc.schedule;

import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Reducer;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes sums of a number's equation in vectors, where their terms can be: the lanes of the last sum
 * are added in memory, in a tree.
 *
 * <pre>{@code
 * sum[i] w[i]*h[i]   ->   row[0 ..] = w[0 ..]*h[0 ..]; ((row[0] + row[1]) + (row[2] + row[3])) + ...
 * }</pre>
 */
final class SumsInLanes implements LowerReductions {
  private final UnrolledReductions unrolled;
  private final LaneCode code;
  private final LaneWidth width;
  private final HeldLanes held;

  SumsInLanes(UnrolledReductions unrolled, LaneCode code, LaneWidth width, HeldLanes held) {
    this.unrolled = unrolled;
    this.code = code;
    this.width = width;
    this.held = held;
  }

  @Override
  public MethodDraft method() {
    return unrolled.method();
  }

  @Override
  public List<Scope> reduce(Expr.Reduce reduce, List<Scope> points, List<Statement> out) {
    List<Scope> known = new ArrayList<>();
    for (Scope point : points) {
      Optional<Value> sum = inLanes(reduce, point, out);
      known.addAll(
          sum.isPresent()
              ? List.of(point.withReduction(reduce, sum.get()))
              : unrolled.reduce(reduce, List.of(point), out));
    }
    return known;
  }

  private Optional<Value> inLanes(Expr.Reduce reduce, Scope point, List<Statement> out) {
    return reduce.reducer() == Reducer.SUM
        ? reduce.indices().stream()
            .filter(width::divides)
            .flatMap(lane -> along(lane, reduce, point, out).stream())
            .findFirst()
        : Optional.empty();
  }

  private Optional<Value> along(Index lane, Expr.Reduce reduce, Scope point, List<Statement> out) {
    HeldLanes.State before = held.state();
    List<Statement> lines = new ArrayList<>();
    List<Scope> places = Points.inLanes(reduce.indices(), lane, width.lanes(), point);
    Value sum = unrolled.sum(reduce, places, lines);
    Value.Local row = method().array(width.row());
    lines.add(new Statement.Store(row, LanePlaces.from(0), sum, false));
    if (!code.isInLanes(sum) || !code.canRun(lines)) {
      held.restore(before);
      return Optional.empty();
    }
    out.addAll(lines);
    return Optional.of(method().declare("sum", Type.REAL, ofRow(row), out));
  }

  private Value ofRow(Value.Local row) {
    List<Value> sums =
        IntStream.range(0, width.lanes())
            .<Value>mapToObj(lane -> new Value.Element(row, Wholes.constant(lane)))
            .toList();
    while (sums.size() > 1) {
      List<Value> fewer = new ArrayList<>();
      for (int i = 0; i < sums.size(); i += 2) {
        fewer.add(Reals.plus(sums.get(i), sums.get(i + 1)));
      }
      sums = fewer;
    }
    return sums.get(0);
  }
}
