package dev.layerc.schedule;

import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.loop.Code;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The factors of a {@link RowTile} that run along its lanes, as one vector. */
final class LaneOperand {
  private final RowTile plan;
  private final MethodDraft method;
  private final Map<Value, Value.Local> rows = new LinkedHashMap<>();

  LaneOperand(RowTile plan, MethodDraft method) {
    this.plan = plan;
    this.method = method;
  }

  /** True for a factor that has a vector of its own. */
  static boolean isOnLane(Expr factor, RowTile plan) {
    return ExprQueries.freeIndices(factor).contains(plan.lane());
  }

  /** The product of the factors, from the place of {@code scope} on; rows are fetched once. */
  Value at(Scope scope, List<Statement> out) {
    return plan.contraction().factors().stream()
        .filter(factor -> isOnLane(factor, plan))
        .map(factor -> load((Expr.Read) factor, scope, out))
        .reduce((left, right) -> new Value.Operation(Code.LANES_MULTIPLY, left, right))
        .orElseThrow();
  }

  private Value load(Expr.Read read, Scope scope, List<Statement> out) {
    LowerExpression lower = new LowerExpression(method, scope);
    List<Value> at = read.at().stream().map(lower::whole).toList();
    Value.Element element = inRow(method.element(read.tensor(), at), rows, method, out);
    return new Value.Lanes(element.array(), element.index());
  }

  /** An element, its row being fetched once. */
  static Value.Element inRow(
      Value.Element element,
      Map<Value, Value.Local> fetched,
      MethodDraft method,
      List<Statement> out) {
    if (!(element.array() instanceof Value.Element row)) {
      return element;
    }
    Value.Local local =
        fetched.computeIfAbsent(
            row,
            r -> {
              String name = ((Value.Local) row.array()).name() + "Row";
              Value.Local fresh = new Value.Local(method.freshName(name), Type.REAL_ARRAY);
              out.add(new Statement.Declare(Type.REAL_ARRAY, fresh.name(), row));
              return fresh;
            });
    return new Value.Element(local, element.index());
  }
}
