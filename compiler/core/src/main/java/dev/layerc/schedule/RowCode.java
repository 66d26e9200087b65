package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.List;

/**
 * What is done with one row of a {@link RowTile} before its terms are added, and after: both pass
 * over it number by number. {@code number} is that of the row among those taken together.
 */
final class RowCode {
  private final RowTile plan;
  private final MethodDraft method;

  RowCode(RowTile plan, MethodDraft method) {
    this.plan = plan;
    this.method = method;
  }

  /** Sets one row to what the sum is added to. */
  List<Statement> start(Expr start, Scope scope, Value number) {
    Equation equation = plan.contraction().equation();
    if (start instanceof Expr.Literal literal) {
      Value.Element first = element(scope, number, Wholes.constant(0));
      Value end = Wholes.add(first.index(), plan.laneEnd(method));
      Value value = new Value.Real(literal.value());
      return List.of(new Statement.Fill(first.array(), first.index(), end, value));
    }
    return laneLoop(scope, List.of(equation.withValue(start)), number);
  }

  /** What is left to do with one row when its sums are there. */
  List<Statement> finish(List<Equation> rest, Scope scope, Value number) {
    return laneLoop(scope, rest, number);
  }

  /** Over a row, as one loop if all that is read lies as the row does. */
  private List<Statement> laneLoop(Scope scope, List<Equation> equations, Value number) {
    if (plan.along().isEmpty() || fit(equations, plan.along().get())) {
      return List.of(laneLoop(plan.atRowStart(scope), plan.laneEnd(method), equations, number));
    }
    Index along = plan.along().get();
    Value.Local variable = method.variable(along);
    Value end = method.extent(plan.lane());
    Statement inner = laneLoop(scope.with(along, variable), end, equations, number);
    return List.of(
        new Statement.Loop(
            variable.name(), Wholes.constant(0), method.extent(along), 1, List.of(inner)));
  }

  private Statement laneLoop(Scope scope, Value end, List<Equation> equations, Value number) {
    Value.Local lane = method.variable(plan.lane());
    PointCode points = new PointCode(method, new LoopReductions(method));
    Scope point = scope.with(plan.lane(), lane);
    if (!plan.kept()) {
      Tensor made = plan.contraction().equation().target();
      point = point.withElement(made, element(scope, number, lane));
    }
    return new Statement.Loop(
        lane.name(), Wholes.constant(0), end, 1, points.of(equations, List.of(point)));
  }

  private boolean fit(List<Equation> equations, Index along) {
    Flattening flattening = Flattening.in(along, plan.lane(), method.storage());
    return equations.stream().allMatch(flattening::fits);
  }

  /** An element of a row of the target, which {@code scope} has. */
  private Value.Element element(Scope scope, Value number, Value lane) {
    Scope there = plan.atRowStart(scope).with(plan.lane(), lane);
    return plan.target(method, there, plan.kept() ? Wholes.constant(0) : number);
  }
}
