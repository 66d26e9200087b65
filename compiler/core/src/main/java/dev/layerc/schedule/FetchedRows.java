package dev.layerc.schedule;

import dev.layerc.equation.Expr;
import dev.layerc.loop.Code;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loads vectors from rows, and fetches each of these once. */
final class FetchedRows {
  private final MethodDraft method;
  private final Map<Value, Value.Local> rows = new LinkedHashMap<>();

  FetchedRows(MethodDraft method) {
    this.method = method;
  }

  /** The product of factors, all of them reads, in vectors from the place of {@code scope} on. */
  Value product(List<Expr> factors, Scope scope, List<Statement> out) {
    return factors.stream()
        .map(factor -> load((Expr.Read) factor, scope, out))
        .reduce((left, right) -> new Value.LaneWise(Code.MULTIPLY, left, right))
        .orElseThrow();
  }

  private Value load(Expr.Read read, Scope scope, List<Statement> out) {
    LowerExpression lower = new LowerExpression(method, scope);
    List<Value> at = read.at().stream().map(lower::whole).toList();
    Value.Element element = inRow(method.element(read.tensor(), at), out);
    return new Value.Lanes(element.array(), element.index());
  }

  /** An element, its row being a local. */
  Value.Element inRow(Value.Element element, List<Statement> out) {
    return element.array() instanceof Value.Element row
        ? new Value.Element(rows.computeIfAbsent(row, r -> fetch(row, out)), element.index())
        : element;
  }

  private Value.Local fetch(Value.Element row, List<Statement> out) {
    return method.declare(Rows.nameOf(row) + "Row", Type.REAL_ARRAY, row, out);
  }
}
