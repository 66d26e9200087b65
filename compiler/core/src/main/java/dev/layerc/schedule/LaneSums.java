package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Index;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import dev.layerc.loop.Width;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What follows the kernels of a {@link DotTile}, point by point: the lanes of a sum are added up,
 * and the equations that use it take the number. This is no vector code.
 */
final class LaneSums {
  private final DotTile plan;
  private final DotShape shape;
  private final List<Equation> equations;
  private final MethodDraft method;

  LaneSums(DotTile plan, DotShape shape, List<Equation> equations, MethodDraft method) {
    this.plan = plan;
    this.shape = shape;
    this.equations = equations;
    this.method = method;
  }

  /** The loops over a tile that begins at {@code first}. */
  List<Statement> from(Scope first) {
    Optional<Index> columns = plan.columns();
    return over(
        Optional.of(plan.rows()),
        shape.rows(),
        first,
        (inRow, row) ->
            over(columns, shape.columns(), inRow, (point, column) -> at(point, row, column)));
  }

  private interface Body {
    List<Statement> at(Scope scope, Value number);
  }

  private List<Statement> over(Optional<Index> index, int count, Scope scope, Body body) {
    if (index.isEmpty() || count == 1) {
      return body.at(scope, Wholes.constant(0));
    }
    Value first = scope.of(index.get());
    Value.Local variable = method.variable(index.get());
    return List.of(
        new Statement.Loop(
            variable.name(),
            first,
            Wholes.add(first, Wholes.constant(count)),
            1,
            body.at(scope.with(index.get(), variable), Wholes.subtract(variable, first))));
  }

  private List<Statement> at(Scope point, Value row, Value column) {
    Value number = Wholes.add(Wholes.multiply(row, shape.columns()), column);
    Value lanes = Wholes.multiply(Width.LANES, number);
    List<Statement> statements = new ArrayList<>();
    Value added = new Value.SumOfLanes(method.array(DotTile.SUMS), lanes);
    Value.Local sum = method.declare("sum", Type.REAL, added, statements);
    PointCode code = new PointCode(method, new LoopReductions(method));
    Scope known = point.withReduction(plan.contraction().sum(), sum);
    statements.addAll(code.of(equations, List.of(known)));
    return statements;
  }
}
