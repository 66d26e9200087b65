package dev.layerc.schedule;

import dev.layerc.equation.EquationPrinter;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Width;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All terms of some rows of a {@link RowTile} in vectors: a method that cuts the rows into panels,
 * and a {@link VectorPanel} for each width of these. A panel's sums stay in registers over the
 * whole loop of the reduced indices, which is one loop however many these are: nested ones, the JIT
 * boxes vectors at.
 */
final class VectorTile {
  private final RowTile plan;
  private final TermOrder order;
  private final int rows;
  private final String name;
  private final MethodDraft method;
  private final List<Index> given = new ArrayList<>();
  private final Map<Index, Value> arguments = new LinkedHashMap<>();
  private final Map<String, Method> panels = new LinkedHashMap<>();
  private final Optional<Block> block;
  private final Optional<Expr> start;

  /** Many rows: so many at a time, of those from one to before another. */
  private record Block(Value.Local row, Value from, Value to) {}

  private VectorTile(
      RowTile plan, int rows, String name, Storage storage, boolean isBlock, Optional<Expr> start) {
    this.start = start;
    this.plan = plan;
    this.order = TermOrder.of(plan);
    this.rows = rows;
    this.name = name;
    this.method = new MethodDraft(storage);
    plan.outer().forEach(this::give);
    order.indicesAround().forEach(this::give);
    this.block = isBlock ? Optional.of(block()) : Optional.empty();
    if (!isBlock) {
      plan.rows().ifPresent(this::give);
    }
  }

  /**
   * Some rows; which is the first, the last argument says.
   *
   * @param start what the sums begin with, as {@link VectorStart} takes it; where it is empty, with
   *     what is there
   */
  static VectorTile of(RowTile plan, int rows, String name, Optional<Expr> start, Storage storage) {
    return new VectorTile(plan, rows, name, storage, false, start);
  }

  /**
   * Many rows, {@code rows} at a time; the last arguments say which is the first and which one
   * follows the last. Each panel is packed for all of them.
   *
   * @param start as for {@link #of}
   */
  static VectorTile ofBlock(
      RowTile plan, int rows, String name, Optional<Expr> start, Storage storage) {
    return new VectorTile(plan, rows, name, storage, true, start);
  }

  private void give(Index index) {
    given.add(index);
    arguments.put(index, method.argument(index));
  }

  private Block block() {
    Index index = plan.rows().orElseThrow();
    Value.Local row = method.variable(index);
    arguments.put(index, row);
    return new Block(row, method.argument("from", Type.INT), method.argument("to", Type.INT));
  }

  /**
   * True for rows that fill the narrowest vectors worth it, each factor along them being a tensor
   * as it stands.
   */
  static boolean takes(RowTile plan) {
    return refusal(plan).isEmpty();
  }

  /** Why it does not take a row form, in words; empty where it does. */
  static Optional<String> refusal(RowTile plan) {
    if (!plan.lane().isBatch() && plan.lane().extent() < Width.FEWEST_LANES) {
      return Optional.of(
          "rows of " + plan.lane().extent() + " numbers; vectors take " + Width.FEWEST_LANES);
    }
    if (plan.laneFactors().isEmpty()) {
      return Optional.of("nothing that is summed runs along " + plan.lane());
    }
    if (plan.contraction().range().isPresent() && !plan.outerReduced().isEmpty()) {
      return Optional.of("only some of the terms count, over several indices");
    }
    return plan.laneFactors().stream()
        .filter(factor -> !(factor instanceof Expr.Read))
        .findFirst()
        .map(factor -> EquationPrinter.print(factor) + " is no tensor as it stands");
  }

  /** The indices of the loops that call it. */
  List<Index> indicesAround() {
    return order.indicesAround();
  }

  /** The indices whose values are arguments after the buffers, in this order. */
  List<Index> givenIndices() {
    return given;
  }

  /** The methods that {@link #build} calls. */
  List<Method> panels() {
    return List.copyOf(panels.values());
  }

  ScheduledMethod build() {
    RowPanels row = new RowPanels(plan.laneEnd(method), PanelShape.widest(rows), method);
    return method.finish(name, row.each(this::panel), List.of());
  }

  /** One panel of the rows; the widest, of which there are most, is packed for many. */
  private List<Statement> panel(PanelShape shape, Value lane, Value last) {
    List<Statement> statements = new ArrayList<>();
    List<Value> numbers = numbers(lane, last, statements);
    if (block.isEmpty()) {
      statements.add(sums(shape, false, numbers));
      return statements;
    }
    boolean isPacked = shape.equals(PanelShape.widest(rows));
    if (isPacked) {
      ScheduledMethod pack = new Packing(plan, order, shape, method.storage()).build(name + "Pack");
      statements.add(call(pack, chosen(), numbers));
    }
    Block all = block.get();
    List<Statement> body = List.of(sums(shape, isPacked, numbers));
    statements.add(new Statement.Loop(all.row().name(), all.from(), all.to(), rows, body));
    return statements;
  }

  /** Which terms a panel adds, where these are not all, and where it begins. */
  private List<Value> numbers(Value lane, Value last, List<Statement> out) {
    List<Value> numbers = new ArrayList<>();
    if (order.first().isPresent()) {
      Scope scope = Scope.EMPTY.with(arguments);
      numbers.addAll(
          TermNumbers.inPanel(plan, order, scope, lane, last, method)
              .declared(method, out)
              .asArguments());
    }
    numbers.add(lane);
    return numbers;
  }

  private Statement sums(PanelShape shape, boolean isPacked, List<Value> numbers) {
    VectorPanel panel =
        new VectorPanel(plan, order, rows, shape, isPacked, start, method.storage());
    List<Index> chosen = chosen();
    plan.rows().ifPresent(chosen::add);
    return call(panel.build(name + shape.suffix()), chosen, numbers);
  }

  private List<Index> chosen() {
    List<Index> chosen = new ArrayList<>(plan.outer());
    chosen.addAll(order.indicesAround());
    return chosen;
  }

  private Statement call(ScheduledMethod built, List<Index> chosen, List<Value> numbers) {
    panels.putIfAbsent(built.method().name(), built.method().forVectors());
    List<Value> values = new ArrayList<>();
    chosen.forEach(index -> values.add(arguments.get(index)));
    values.addAll(numbers);
    return method.call(built, values);
  }
}
