package dev.layerc.schedule;

import dev.layerc.equation.Index;
import dev.layerc.loop.Code;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import dev.layerc.loop.Width;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel of a {@link RankOneTile}: the row operand's vectors are loaded once, and then, from
 * row to row of the target, multiplied by a number and added.
 *
 * <pre>{@code
 * w0 = w[lane ..]; w1 = w[lane + LANES ..];
 * for (row) { a = a[row]; y[row][lane ..] += a * w0; y[row][lane + LANES ..] += a * w1; }
 * }</pre>
 */
final class RankOnePanel {
  private final RowTile plan;
  private final PanelShape shape;
  private final MethodDraft method;
  private final Value.Local lane;
  private final Scope start;

  RankOnePanel(RowTile plan, PanelShape shape, Storage storage) {
    this.plan = plan;
    this.shape = shape;
    this.method = new MethodDraft(storage);
    Scope scope = plan.atRowStart(Scope.EMPTY).with(plan.inner(), Wholes.constant(0));
    for (Index index : plan.outer()) {
      scope = scope.with(index, method.argument(index));
    }
    this.start = scope;
    this.lane = method.argument("lane", Type.INT);
  }

  /** The outer indices' values are its last arguments, then the lane. */
  ScheduledMethod build(String name) {
    List<Statement> body = new ArrayList<>();
    List<Value.Local> operands = operands(body);
    if (plan.rows().isPresent()) {
      Index rows = plan.rows().get();
      Value.Local row = method.variable(rows);
      List<Statement> each = addTo(start.with(rows, row), operands);
      body.add(new Statement.Loop(row.name(), Wholes.constant(0), method.extent(rows), 1, each));
    } else {
      body.addAll(addTo(start, operands));
    }
    return method.finish(name, body, List.of());
  }

  private List<Value.Local> operands(List<Statement> out) {
    FetchedRows fetched = new FetchedRows(method);
    List<Value.Local> operands = new ArrayList<>();
    for (int vector = 0; vector < shape.vectors(); vector++) {
      Scope there = start.with(plan.lane(), laneOf(vector));
      Value product = fetched.product(plan.laneFactors(), there, out);
      Value added =
          shape.atEnd() ? new Value.LaneWise(Code.MULTIPLY, lastLanes(), product) : product;
      operands.add(
          method.declare(shape.vectors() == 1 ? "w" : "w" + vector, Type.LANES, added, out));
    }
    return operands;
  }

  /** 1 in the lanes that no other panel has, 0 in the others. */
  private Value lastLanes() {
    Value rest = new Value.Operation(Code.INT_REMAINDER, plan.laneEnd(method), Width.LANES);
    return new Value.Lanes(Width.LAST_LANES, rest);
  }

  private Value laneOf(int vector) {
    return Wholes.add(lane, Wholes.multiply(Width.LANES, vector));
  }

  private List<Statement> addTo(Scope row, List<Value.Local> operands) {
    List<Statement> out = new ArrayList<>();
    LowerExpression lower = new LowerExpression(method, row);
    Value number = plan.numberFactors().stream().map(lower::real).reduce(Reals::times).orElse(null);
    Value factor =
        number == null ? null : method.declare("a", Type.LANES, new Value.Broadcast(number), out);
    FetchedRows fetched = new FetchedRows(method);
    for (int vector = 0; vector < shape.vectors(); vector++) {
      Scope there = row.with(plan.lane(), laneOf(vector));
      Value.Element to = fetched.inRow(plan.target(method, there, Wholes.constant(0)), out);
      Value before = new Value.Lanes(to.array(), to.index());
      Value operand = operands.get(vector);
      Value sum =
          factor == null
              ? new Value.LaneWise(Code.ADD, before, operand)
              : new Value.LaneWise(Code.FMA, factor, operand, before);
      out.add(new Statement.StoreLanes(sum, to.array(), to.index()));
    }
    return out;
  }
}
