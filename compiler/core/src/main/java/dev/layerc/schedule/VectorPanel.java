package dev.layerc.schedule;

import dev.layerc.equation.Expr;
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
import java.util.function.Supplier;

/**
 * The kernel of a {@link VectorTile}: some rows, some vectors wide. It loads what sums begin with,
 * adds all terms in one loop, loading each vector of the row operands once and each number once,
 * and stores the sums.
 */
final class VectorPanel {
  private final RowTile plan;
  private final int rows;
  private final PanelShape shape;
  private final boolean isPacked;
  private final Optional<Expr> start;
  private final MethodDraft method;
  private final Map<Index, Value> arguments = new LinkedHashMap<>();
  private final TermOrder order;
  private final TermNumbers numbers;
  private final Value.Local lane;

  /** Fetched before the loop of the terms, and not in it. */
  private final FetchedRows fetchedOfTarget;

  /**
   * A kernel.
   *
   * @param order of the terms
   * @param isPacked true where it reads packed row operands, not those where they are
   * @param start what its sums begin with, as {@link VectorStart} takes it; where it is empty, with
   *     what is there
   */
  VectorPanel(
      RowTile plan,
      TermOrder order,
      int rows,
      PanelShape shape,
      boolean isPacked,
      Optional<Expr> start,
      Storage storage) {
    this.plan = plan;
    this.order = order;
    this.rows = rows;
    this.shape = shape;
    this.isPacked = isPacked;
    this.start = start;
    this.method = new MethodDraft(storage);
    this.fetchedOfTarget = new FetchedRows(method);
    plan.outer().forEach(this::addArgument);
    order.indicesAround().forEach(this::addArgument);
    plan.rows().ifPresent(this::addArgument);
    this.numbers = TermNumbers.arguments(order, method);
    this.lane = method.argument("lane", Type.INT);
  }

  private void addArgument(Index index) {
    arguments.put(index, method.argument(index));
  }

  /** The buffers come first among its arguments, then the given indices, then the lane. */
  ScheduledMethod build(String name) {
    List<Statement> body = new ArrayList<>();
    List<List<Value.Local>> sums = new ArrayList<>();
    Optional<VectorStart> known =
        start.map(
            expr -> new VectorStart(expr, plan, rows, shape.vectors(), method, fetchedOfTarget));
    for (int row = 0; row < rows; row++) {
      List<Value.Local> ofRow = new ArrayList<>();
      for (int vector = 0; vector < shape.vectors(); vector++) {
        String sum = "sum" + row + (shape.vectors() == 1 ? "" : "_" + vector);
        ofRow.add(declare(sum, first(known, row, vector, body), body));
      }
      sums.add(ofRow);
    }
    body.addAll(termLoop(sums));
    storeAll(sums, body);
    Value terms = method.points(order.terms());
    return method.finish(name, TabulatePlaces.in(JoinDigits.in(body), terms, method), List.of());
  }

  /** What a sum begins with: what is there, if nothing else is known, but at the end of a row. */
  private Value first(Optional<VectorStart> known, int row, int vector, List<Statement> out) {
    if (known.isPresent()) {
      Scope there = scope(row, Map.of()).with(plan.lane(), laneOf(vector));
      return known.get().of(there, row, vector, out);
    }
    return shape.atEnd() ? zero() : at(target(row, vector, out));
  }

  /**
   * One loop over all values of all reduced indices; over two of a single one at a time, since C2
   * unrolls no loop of vectors.
   */
  private List<Statement> termLoop(List<List<Value.Local>> sums) {
    OneLoop loop = new OneLoop(method);
    Supplier<OneLoop.Body> body =
        () -> {
          FetchedRows fetched = new FetchedRows(method);
          return (values, inner) -> addTerm(sums, fetched, values, inner);
        };
    Scope point = scope(0, Map.of());
    return plan.contraction()
        .range()
        .map(range -> loop.over(range, point, body.get()))
        .orElseGet(() -> allTerms(loop, body));
  }

  private List<Statement> allTerms(OneLoop loop, Supplier<OneLoop.Body> body) {
    List<Index> terms = order.terms();
    return terms.size() == 1 && order.first().isEmpty() && isWorthPairs(terms.get(0))
        ? loop.overPairs(terms.get(0), body)
        : loop.over(terms, numbers.from(), numbers.to(), body.get());
  }

  private static boolean isWorthPairs(Index index) {
    return !index.isBatch() && index.extent() > 2;
  }

  private void addTerm(
      List<List<Value.Local>> sums,
      FetchedRows fetched,
      Map<Index, Value> reduced,
      List<Statement> out) {
    List<Value> operands = new ArrayList<>();
    for (int vector = 0; vector < shape.vectors(); vector++) {
      operands.add(
          declare(
              shape.vectors() == 1 ? "w" : "w" + vector,
              operand(fetched, reduced, vector, out),
              out));
    }
    for (int row = 0; row < rows; row++) {
      Value number = number(row, reduced, out);
      for (int vector = 0; vector < shape.vectors(); vector++) {
        Value.Local sum = sums.get(row).get(vector);
        out.add(
            new Statement.Assign(sum.name(), sum.type(), plus(sum, number, operands.get(vector))));
      }
    }
  }

  private Value plus(Value sum, Value number, Value operand) {
    if (number == null) {
      return new Value.LaneWise(Code.ADD, sum, operand);
    }
    return new Value.LaneWise(Code.FMA, number, operand, sum);
  }

  /** The product of the factors along the lanes. */
  private Value operand(
      FetchedRows fetched, Map<Index, Value> reduced, int vector, List<Statement> out) {
    if (isPacked) {
      Value place = Packing.place(order, shape, reduced, vector, method);
      return new Value.Lanes(method.array(Packing.panel(plan)), place);
    }
    Scope scope = scope(0, reduced).with(plan.lane(), laneOf(vector));
    return fetched.product(plan.laneFactors(), scope, out);
  }

  /** The product of the other factors, in every lane; null where there are none. */
  private Value number(int row, Map<Index, Value> reduced, List<Statement> out) {
    LowerExpression lower = new LowerExpression(method, scope(row, reduced));
    Value number = plan.numberFactors().stream().map(lower::real).reduce(Reals::times).orElse(null);
    if (number == null) {
      return null;
    }
    return declare("a" + row, new Value.Broadcast(number), out);
  }

  private Value.Element target(int row, int vector, List<Statement> out) {
    Scope scope = scope(0, Map.of()).with(plan.lane(), laneOf(vector));
    Value number = RowsAtOnce.number(plan, scope, row);
    return fetchedOfTarget.inRow(plan.target(method, scope, number), out);
  }

  private Value laneOf(int vector) {
    return Wholes.add(lane, Wholes.multiply(Width.LANES, vector));
  }

  private Scope scope(int row, Map<Index, Value> reduced) {
    Scope scope = plan.atRowStart(Scope.EMPTY);
    for (Map.Entry<Index, Value> argument : arguments.entrySet()) {
      Value value = argument.getValue();
      boolean isRow = plan.rows().filter(argument.getKey()::equals).isPresent();
      scope =
          scope.with(argument.getKey(), isRow ? Wholes.add(value, Wholes.constant(row)) : value);
    }
    return scope.with(reduced);
  }

  private Value at(Value.Element element) {
    return new Value.Lanes(element.array(), element.index());
  }

  /** At the end of a row, sums with a known start are once more what the panel before stored. */
  private void storeAll(List<List<Value.Local>> sums, List<Statement> out) {
    Optional<Value.Local> last =
        shape.atEnd() && start.isEmpty() ? Optional.of(lastLanes(out)) : Optional.empty();
    for (int row = 0; row < rows; row++) {
      for (int vector = 0; vector < shape.vectors(); vector++) {
        Value.Element to = target(row, vector, out);
        Value sum = sums.get(row).get(vector);
        Value stored =
            last.isPresent()
                ? new Value.LaneWise(Code.FMA, last.get(), sum, at(to))
                : new Value.OfKnownClass(sum);
        out.add(new Statement.StoreLanes(stored, to.array(), to.index()));
      }
    }
  }

  private static Value zero() {
    return new Value.Broadcast(new Value.Real(0));
  }

  /** 1 in the lanes that no other panel has. */
  private Value.Local lastLanes(List<Statement> out) {
    Value rest = new Value.Operation(Code.INT_REMAINDER, plan.laneEnd(method), Width.LANES);
    return declare("last", new Value.Lanes(Width.LAST_LANES, rest), out);
  }

  private Value.Local declare(String wanted, Value value, List<Statement> out) {
    return method.declare(wanted, Type.LANES, value, out);
  }
}
