package dev.layerc.schedule;

import dev.layerc.equation.ElementType;
import dev.layerc.equation.Index;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import dev.layerc.loop.Width;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A panel of the row operands of a {@link RowTile}, laid side by side in one array, term by term:
 * many tiles read it, and none of them fetches a row for each term.
 *
 * <pre>{@code
 * packed[i*32 + lane] = W[i][first + lane]      two vectors of 16 lanes
 * }</pre>
 */
final class Packing {
  /** Rows of the target that are worth it. */
  private static final int FEWEST_ROWS = 32;

  /** A sum of fewer terms fetches few rows anyway. */
  private static final int FEWEST_TERMS = 4;

  private final RowTile plan;
  private final TermOrder order;
  private final PanelShape shape;
  private final MethodDraft method;

  Packing(RowTile plan, TermOrder order, PanelShape shape, Storage storage) {
    this.plan = plan;
    this.order = order;
    this.shape = shape;
    this.method = new MethodDraft(storage);
  }

  /** True where many rows read the same panels. */
  static boolean isWorthIt(RowTile plan) {
    return plan.inVectors()
        && plan.contraction().range().isEmpty()
        && (sumsBatch(plan) || terms(plan) >= FEWEST_TERMS)
        && plan.rows().filter(rows -> rows.isBatch() || rows.extent() >= FEWEST_ROWS).isPresent();
  }

  /** True where samples are among what is summed. */
  static boolean sumsBatch(RowTile plan) {
    return reduced(plan).stream().anyMatch(Index::isBatch);
  }

  /** The terms of a sum, or, where samples are among what is summed, those of each. */
  private static int terms(RowTile plan) {
    return reduced(plan).stream()
        .filter(index -> !index.isBatch())
        .mapToInt(Index::extent)
        .reduce(1, Math::multiplyExact);
  }

  /** The memory of a panel, for the widest registers. */
  static Tensor panel(RowTile plan) {
    int terms = terms(plan);
    int width = Width.MOST_LANES * PanelShape.widest(plan.vectorRows()).vectors();
    return new Tensor(
        "panel of " + (!sumsBatch(plan) ? terms : terms == 1 ? "samples" : terms + " and samples"),
        Role.VALUE,
        ElementType.REAL,
        List.of(Math.multiplyExact(terms, width)),
        sumsBatch(plan));
  }

  /** The indices of the terms, the last changing fastest. */
  static List<Index> reduced(RowTile plan) {
    List<Index> reduced = new ArrayList<>(plan.outerReduced());
    reduced.add(plan.inner());
    return reduced;
  }

  /** Where a vector of a term lies in the panel. */
  static Value place(
      TermOrder order, PanelShape shape, Map<Index, Value> term, int vector, MethodDraft method) {
    Value number = Wholes.constant(0);
    for (Index index : order.terms()) {
      number = Wholes.add(Wholes.multiply(number, method.extent(index)), term.get(index));
    }
    return Wholes.add(Wholes.multiply(number, shape.width()), Wholes.multiply(Width.LANES, vector));
  }

  /** The method that fills the panel; the outer indices and the lane come last. */
  ScheduledMethod build(String name) {
    Map<Index, Value> outer = new LinkedHashMap<>();
    plan.outer().forEach(i -> outer.put(i, method.argument(i)));
    order.indicesAround().forEach(i -> outer.put(i, method.argument(i)));
    TermNumbers numbers = TermNumbers.arguments(order, method);
    Value.Local lane = method.argument("lane", Type.INT);
    List<Statement> body =
        new OneLoop(method)
            .over(
                order.terms(),
                numbers.from(),
                numbers.to(),
                (term, out) -> copy(term, outer, lane, out));
    return method.finish(name, body, List.of());
  }

  private void copy(
      Map<Index, Value> term, Map<Index, Value> outer, Value lane, List<Statement> out) {
    FetchedRows fetched = new FetchedRows(method);
    Scope scope = plan.atRowStart(Scope.EMPTY).with(outer).with(term);
    for (int vector = 0; vector < shape.vectors(); vector++) {
      Value from = Wholes.add(lane, Wholes.multiply(Width.LANES, vector));
      Value vectorOfTerm = fetched.product(plan.laneFactors(), scope.with(plan.lane(), from), out);
      Value to = place(order, shape, term, vector, method);
      out.add(new Statement.StoreLanes(vectorOfTerm, method.array(panel(plan)), to));
    }
  }
}
