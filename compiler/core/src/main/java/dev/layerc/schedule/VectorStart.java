package dev.layerc.schedule;

import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.Code;
import dev.layerc.loop.Layout;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What the sums of a {@link VectorPanel} begin with: a number, or a tensor, as a bias, which lies
 * along the rows or is one number in all of a row, or a sum of such. What several sums begin with
 * is loaded once.
 */
final class VectorStart {
  private final Expr start;
  private final MethodDraft method;
  private final FetchedRows fetched;
  private final Index lane;
  private final boolean isAlongLane;
  private final boolean isOfRow;
  private final boolean isShared;
  private final Map<String, Value> loaded = new LinkedHashMap<>();

  /**
   * The start of the sums of {@code rows} rows, {@code vectors} wide, in {@code method}; {@link
   * #fits} must be true for it.
   */
  VectorStart(
      Expr start, RowTile plan, int rows, int vectors, MethodDraft method, FetchedRows fetched) {
    this.start = start;
    this.method = method;
    this.fetched = fetched;
    Set<Index> indices = ExprQueries.freeIndices(start);
    this.lane = plan.lane();
    this.isAlongLane = indices.contains(lane);
    this.isOfRow = plan.rows().filter(indices::contains).isPresent();
    this.isShared = (rows > 1 && !isOfRow) || (vectors > 1 && !isAlongLane);
  }

  /** True for what panels can begin with. */
  static boolean fits(Expr start, RowTile plan, Storage storage) {
    if (isSum(start)) {
      return ((Expr.Apply) start).operands().stream().allMatch(each -> fits(each, plan, storage));
    }
    return start instanceof Expr.Literal
        || (start instanceof Expr.Read read
            && plan.kept()
            && read.tensor().isReal()
            && storage.find(read.tensor()).isPresent()
            && isOneRow(read, plan, storage));
  }

  private static boolean isSum(Expr expr) {
    return expr instanceof Expr.Apply apply && apply.operator() == Operator.ADD;
  }

  private static boolean isOneRow(Expr.Read read, RowTile plan, Storage storage) {
    Function<Expr.Read, Layout> layouts =
        any -> storage.find(any.tensor()).map(Buffer::layout).orElseThrow();
    return RowTile.runsAlong(read, plan.lane(), layouts)
        && plan.along()
            .map(along -> new Flattening(along, plan.lane(), layouts).fits(read))
            .orElse(true);
  }

  /** The first value of a sum, whose place {@code scope} has. */
  Value of(Scope scope, int row, int vector, List<Statement> out) {
    if (!isShared) {
      return value(start, scope, out);
    }
    String name = "start" + (isOfRow ? row : "") + (isAlongLane ? vector : "");
    return loaded.computeIfAbsent(
        name, wanted -> method.declare(wanted, Type.LANES, value(start, scope, out), out));
  }

  private Value value(Expr expr, Scope scope, List<Statement> out) {
    if (isSum(expr)) {
      List<Expr> added = ((Expr.Apply) expr).operands();
      Value first = value(added.get(0), scope, out);
      return new Value.LaneWise(Code.ADD, first, value(added.get(1), scope, out));
    }
    if (ExprQueries.freeIndices(expr).contains(lane)) {
      return fetched.product(List.of(expr), scope, out);
    }
    return new Value.Broadcast(new LowerExpression(method, scope).real(expr));
  }
}
