package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Layout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Puts a sum over samples on copies of data in rows along those of what it makes, for loops without
 * vectors: as it is, HotSpot sums it number by number. The sum reads each copied row once for every
 * row that it makes, so that wide layers pay for the copy.
 */
final class OnRowCopies {
  private final ChooseOrders orders;
  private final Map<Tensor, Layout> rows = new LinkedHashMap<>();

  OnRowCopies(ChooseOrders orders) {
    this.orders = orders;
  }

  /**
   * An equation on copies.
   *
   * @param made the copies
   * @param cost with what the copies cost
   */
  record Changed(Equation equation, Map<Tensor, OperandCopy> made, double cost) {}

  /** The copies in rows, of all sums so far. */
  Set<Tensor> rows() {
    return rows.keySet();
  }

  /**
   * The contraction on copies, if these pay.
   *
   * @param computing what the same step computes, of which there is no copy
   */
  Optional<Changed> of(Contraction contraction, Set<Tensor> computing, Optional<Index> time) {
    List<Index> row = rowOf(contraction);
    boolean overSamples = contraction.sum().indices().contains(Index.BATCH);
    if (orders.target() == Target.SIMD || !overSamples || row.isEmpty()) {
      return Optional.empty();
    }
    Map<Tensor, OperandCopy> made = new LinkedHashMap<>();
    Equation changed =
        ExprRewriter.mapExpressions(
            contraction.equation(), expr -> readingCopies(expr, row, computing, made));
    return Contraction.of(changed)
        .flatMap(sum -> orders.rowTile(sum, time, this::layoutOf))
        .filter(tile -> tile.rows().isPresent() && !tile.numberFactors().isEmpty())
        .map(tile -> new Changed(changed, made, costOf(tile, made)))
        .filter(onRows -> onRows.cost() < orders.costs().ofLongSums(contraction));
  }

  /** The indices along the rows of what a contraction makes, as many as these have axes. */
  private List<Index> rowOf(Contraction contraction) {
    return orders.layoutOf(contraction.equation().target()).columnAxes().stream()
        .map(contraction.equation().indices()::get)
        .toList();
  }

  private Expr readingCopies(
      Expr expr, List<Index> row, Set<Tensor> computing, Map<Tensor, OperandCopy> made) {
    return ExprRewriter.bottomUp(
        expr,
        node ->
            node instanceof Expr.Read read
                    && read.tensor().perSample()
                    && !computing.contains(read.tensor())
                ? readingCopy(read, row, made)
                : Optional.empty());
  }

  private Optional<Expr> readingCopy(
      Expr.Read read, List<Index> row, Map<Tensor, OperandCopy> made) {
    Optional<Expr> last = Optional.empty();
    for (OperandCopy copy : copies(read, row)) {
      made.putIfAbsent(copy.tensor(), copy);
      last = Optional.of(copy.read());
    }
    return last;
  }

  /** The copies that a read needs, the second of the first. */
  private List<OperandCopy> copies(Expr.Read read, List<Index> row) {
    Optional<OperandCopy> padded = OperandCopy.padded(read);
    Expr.Read inside = padded.map(OperandCopy::read).orElse(read);
    Optional<OperandCopy> inRows = RowCopy.of(inside, row);
    inRows.ifPresent(copy -> rows.put(copy.tensor(), layoutOf(copy.tensor(), row.size())));
    return Stream.of(padded, inRows).flatMap(Optional::stream).toList();
  }

  private static Layout layoutOf(Tensor copy, int axesInRow) {
    return axesInRow > 1 ? Layout.planes(copy.rank()) : Layout.rows(copy.rank());
  }

  private Layout layoutOf(Tensor tensor) {
    return rows.containsKey(tensor) ? rows.get(tensor) : orders.layoutOf(tensor);
  }

  private double costOf(RowTile tile, Map<Tensor, OperandCopy> copies) {
    return orders.costs().of(tile) + copies.values().stream().mapToDouble(this::costOf).sum();
  }

  private double costOf(OperandCopy copy) {
    return rows.containsKey(copy.tensor())
        ? orders.costs().ofTurningCopy(copy)
        : orders.costs().ofCopy(copy);
  }
}
