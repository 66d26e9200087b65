package dev.layerc.schedule;

import dev.layerc.equation.Index;
import dev.layerc.loop.Code;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import dev.layerc.loop.Width;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kernel of a {@link DotTile}: it adds products of vectors to the sums of a tile, one vector a
 * sum, each vector of an operand being loaded once. Between kernels the sums lie in memory: one
 * loop a method is all that the JIT keeps vectors in registers in.
 */
final class DotKernel {
  private final DotTile plan;
  private final DotShape shape;
  private final MethodDraft method;
  private final List<Index> given = new ArrayList<>();
  private final Map<Index, Value> arguments = new LinkedHashMap<>();
  private final FetchedRows fetched;

  private DotKernel(DotTile plan, DotShape shape, List<Index> given, Storage storage) {
    this.plan = plan;
    this.shape = shape;
    this.method = new MethodDraft(storage);
    this.fetched = new FetchedRows(method);
    this.given.addAll(given);
    given.forEach(index -> arguments.put(index, method.argument(index)));
  }

  /** A kernel along one row, all whole vectors of it; the given indices say which. */
  static ScheduledMethod alongRow(
      DotTile plan, DotShape shape, List<Index> given, String name, Storage storage) {
    return new DotKernel(plan, shape, given, storage).alongRow(name);
  }

  /** A kernel over the ends of all rows, where their length is no multiple of the lanes. */
  static ScheduledMethod atEnds(
      DotTile plan, DotShape shape, List<Index> given, String name, Storage storage) {
    return new DotKernel(plan, shape, given, storage).atEnds(name);
  }

  private ScheduledMethod alongRow(String name) {
    List<Statement> body = new ArrayList<>();
    List<List<Value.Local>> sums =
        plan.outerReduced().isEmpty() ? zeroSums(body) : loadedSums(body);
    Value.Local vector = new Value.Local(method.freshName("vector"), Type.INT);
    Value.Local lane = new Value.Local(method.freshName("lane"), Type.INT);
    List<Statement> inner = new ArrayList<>();
    inner.add(new Statement.Declare(Type.INT, lane.name(), Wholes.multiply(vector, Width.LANES)));
    addTerm(sums, Map.of(), lane, Optional.empty(), body, inner);
    Value end = new Value.Operation(Code.INT_QUOTIENT, plan.lane().end(method), Width.LANES);
    body.add(new Statement.Loop(vector.name(), Wholes.constant(0), end, 1, inner));
    storeAll(sums, body);
    return method.finish(name, body, List.of());
  }

  private ScheduledMethod atEnds(String name) {
    List<Statement> body = new ArrayList<>();
    Value end = plan.lane().end(method);
    Value.Local lane = new Value.Local(method.freshName("lane"), Type.INT);
    body.add(new Statement.Declare(Type.INT, lane.name(), Wholes.subtract(end, Width.LANES)));
    Value rest = new Value.Operation(Code.INT_REMAINDER, end, Width.LANES);
    Value.Local last = declare("last", new Value.Lanes(Width.LAST_LANES, rest), body);
    List<List<Value.Local>> sums = loadedSums(body);
    body.addAll(
        new OneLoop(method)
            .over(
                plan.outerReduced(),
                (reduced, inner) -> addTerm(sums, reduced, lane, Optional.of(last), inner, inner)));
    storeAll(sums, body);
    return method.finish(name, body, List.of());
  }

  private List<List<Value.Local>> zeroSums(List<Statement> out) {
    Value zero = declare("zero", new Value.Broadcast(new Value.Real(0)), out);
    return sums((row, column) -> zero, out);
  }

  private List<List<Value.Local>> loadedSums(List<Statement> out) {
    return sums((row, column) -> new Value.Lanes(memory(), place(shape, row, column)), out);
  }

  private interface Start {
    Value of(int row, int column);
  }

  private List<List<Value.Local>> sums(Start start, List<Statement> out) {
    List<List<Value.Local>> sums = new ArrayList<>();
    for (int row = 0; row < shape.rows(); row++) {
      List<Value.Local> ofRow = new ArrayList<>();
      for (int column = 0; column < shape.columns(); column++) {
        String name = "sum" + row + (shape.columns() == 1 ? "" : "_" + column);
        ofRow.add(declare(name, start.of(row, column), out));
      }
      sums.add(ofRow);
    }
    return sums;
  }

  private void storeAll(List<List<Value.Local>> sums, List<Statement> out) {
    for (int row = 0; row < shape.rows(); row++) {
      for (int column = 0; column < shape.columns(); column++) {
        Value sum = new Value.OfKnownClass(sums.get(row).get(column));
        out.add(new Statement.StoreLanes(sum, memory(), place(shape, row, column)));
      }
    }
  }

  private Value memory() {
    return method.array(DotTile.SUMS);
  }

  /** Where the lanes of a sum begin. */
  static Value place(DotShape shape, int row, int column) {
    return Wholes.multiply(Width.LANES, row * shape.columns() + column);
  }

  /** Adds one product to each sum; rows are fetched in {@code before}. */
  private void addTerm(
      List<List<Value.Local>> sums,
      Map<Index, Value> reduced,
      Value lane,
      Optional<Value.Local> mask,
      List<Statement> before,
      List<Statement> out) {
    List<Value> columns = new ArrayList<>();
    for (int column = 0; column < shape.columns() && !plan.columnFactors().isEmpty(); column++) {
      Scope scope = scope(0, column, reduced).with(plan.lane().index(), lane);
      Value operand = fetched.product(plan.columnFactors(), scope, before);
      columns.add(declare("w" + (shape.columns() == 1 ? "" : column), operand, out));
    }
    for (int row = 0; row < shape.rows(); row++) {
      Scope scope = scope(row, 0, reduced).with(plan.lane().index(), lane);
      Value operand = fetched.product(plan.rowFactors(), scope, before);
      Value masked =
          mask.<Value>map(m -> new Value.LaneWise(Code.MULTIPLY, m, operand)).orElse(operand);
      Value.Local factor = declare("a" + row, masked, out);
      for (int column = 0; column < shape.columns(); column++) {
        Value.Local sum = sums.get(row).get(column);
        Value added =
            columns.isEmpty()
                ? new Value.LaneWise(Code.ADD, sum, factor)
                : new Value.LaneWise(Code.FMA, factor, columns.get(column), sum);
        out.add(new Statement.Assign(sum.name(), sum.type(), added));
      }
    }
  }

  private Scope scope(int row, int column, Map<Index, Value> reduced) {
    Scope scope = plan.lane().atRowStart(Scope.EMPTY);
    for (Index index : given) {
      scope = scope.with(index, arguments.get(index));
    }
    for (Map.Entry<Index, Value> index : reduced.entrySet()) {
      scope = scope.with(index.getKey(), index.getValue());
    }
    return plan.within(scope, row, column);
  }

  private Value.Local declare(String wanted, Value value, List<Statement> out) {
    return method.declare(wanted, Type.LANES, value, out);
  }
}
