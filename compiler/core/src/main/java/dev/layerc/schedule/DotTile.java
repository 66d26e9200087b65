package dev.layerc.schedule;

import dev.layerc.equation.Affine;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Layout;
import dev.layerc.loop.Wholes;
import dev.layerc.loop.Width;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The dot form of a contraction, in vectors: {@code y_jk += a_j[lane] * w_k[lane]}, a reduced index
 * along the rows of all factors. Each sum is a vector while it runs; its lanes are added in the
 * end.
 *
 * @param lane what runs along the rows of every factor
 * @param rows a free index; some factors depend on it
 * @param columns a free index on which only other factors depend
 * @param outer the other free indices
 * @param outerReduced the reduced indices that choose rows
 * @param inRows what must be stored in rows, as these layouts have it
 * @param kept false where what is made is used at once and not stored
 */
record DotTile(
    Contraction contraction,
    Lane lane,
    Index rows,
    Optional<Index> columns,
    List<Index> outer,
    List<Index> outerReduced,
    List<Tensor> inRows,
    boolean kept)
    implements Tile {

  /** Where the sums of a tile lie, lane by lane, between its methods; for the widest registers. */
  static final Tensor SUMS =
      new Tensor(
          "lane sums",
          Role.VALUE,
          ElementType.REAL,
          List.of(DotShape.MOST_SUMS * Width.MOST_LANES),
          false);

  /**
   * The dot form under given layouts; empty where there is none. In a recurrence, {@code time} is
   * an outer index always.
   */
  static Optional<DotTile> of(
      Contraction contraction, Function<Expr.Read, Layout> layouts, Optional<Index> time) {
    return laneOf(contraction, layouts)
        .filter(lane -> contraction.range().isEmpty())
        .flatMap(
            lane ->
                tilesOf(contraction, time)
                    .map(tile -> withOthers(contraction, lane, tile, layouts)));
  }

  /** The longest rows that all factors have. */
  private static Optional<Lane> laneOf(
      Contraction contraction, Function<Expr.Read, Layout> layouts) {
    return contraction.sum().indices().stream()
        .filter(index -> index.isBatch() || index.extent() >= Width.FEWEST_LANES)
        .filter(index -> contraction.factors().stream().allMatch(f -> runsAlong(f, index, layouts)))
        .map(index -> new Lane(index, alongOf(contraction, index, layouts)))
        .reduce((one, other) -> other.length(1) > one.length(1) ? other : one);
  }

  private static boolean runsAlong(Expr factor, Index lane, Function<Expr.Read, Layout> layouts) {
    return factor instanceof Expr.Read read
        && read.tensor().isReal()
        && read.otherwise().isEmpty()
        && runsAlong(read, lane, layouts.apply(read).order());
  }

  /** A row may be read from anywhere on: vectors are loaded from any place. */
  private static boolean runsAlong(Expr.Read read, Index lane, List<Integer> order) {
    if (order.isEmpty()) {
      return false;
    }
    int last = order.size() - 1;
    return Affine.of(read.at().get(order.get(last))).stream()
            .anyMatch(place -> place.coefficient(lane) == 1)
        && order.subList(0, last).stream()
            .noneMatch(axis -> Contraction.depends(read.at().get(axis), lane));
  }

  private static Optional<Index> alongOf(
      Contraction contraction, Index lane, Function<Expr.Read, Layout> layouts) {
    return contraction.sum().indices().stream()
        .filter(index -> !index.equals(lane) && !index.isBatch())
        .filter(
            index ->
                contraction.factors().stream().allMatch(new Flattening(index, lane, layouts)::fits))
        .findFirst();
  }

  /** The two free indices, or the one, that share most of what is loaded. */
  private record Tiled(Index rows, Optional<Index> columns) {
    double reuse() {
      return DotShape.of(rows, columns.map(DotShape::columnsOf).orElse(1)).reuse();
    }
  }

  private static Optional<Tiled> tilesOf(Contraction contraction, Optional<Index> time) {
    List<Index> free =
        contraction.equation().indices().stream()
            .filter(index -> !time.equals(Optional.of(index)))
            .filter(
                index ->
                    contraction.factors().stream().anyMatch(f -> Contraction.depends(f, index)))
            .toList();
    return free.stream()
        .flatMap(
            rows ->
                Stream.concat(
                    Stream.of(new Tiled(rows, Optional.empty())),
                    free.stream()
                        .filter(columns -> contraction.areApart(rows, columns))
                        .map(columns -> new Tiled(rows, Optional.of(columns)))))
        .reduce((one, other) -> other.reuse() >= one.reuse() ? other : one);
  }

  private static DotTile withOthers(
      Contraction contraction, Lane lane, Tiled tiled, Function<Expr.Read, Layout> layouts) {
    List<Index> outer = new ArrayList<>(contraction.equation().indices());
    outer.remove(tiled.rows());
    tiled.columns().ifPresent(outer::remove);
    List<Index> reduced = new ArrayList<>(contraction.sum().indices());
    reduced.remove(lane.index());
    lane.along().ifPresent(reduced::remove);
    return new DotTile(
        contraction,
        lane,
        tiled.rows(),
        tiled.columns(),
        outer,
        reduced,
        inRows(contraction, layouts),
        true);
  }

  /** All that is read; what the caller hands in in this order serves as it is. */
  private static List<Tensor> inRows(Contraction contraction, Function<Expr.Read, Layout> layouts) {
    return contraction.factors().stream()
        .map(Expr.Read.class::cast)
        .filter(read -> !isCallers(read.tensor()) || !layouts.apply(read).isDeclaredOrder())
        .map(Expr.Read::tensor)
        .toList();
  }

  private static boolean isCallers(Tensor tensor) {
    return tensor.role() == Role.INPUT || tensor.role() == Role.TARGET;
  }

  @Override
  public String strategy() {
    return "dots " + lane.inWords() + ", in vectors where there are any";
  }

  /** The form whose results are not stored. */
  DotTile notKept() {
    return new DotTile(contraction, lane, rows, columns, outer, outerReduced, inRows, false);
  }

  @Override
  public Set<Tensor> stored() {
    return kept ? Set.of(contraction.equation().target()) : Set.of();
  }

  @Override
  public Set<Tensor> scratch() {
    return Set.of(SUMS);
  }

  /** The factors whose vectors differ from row to row of a tile. */
  List<Expr> rowFactors() {
    return factors(true);
  }

  /** The factors whose vectors are the same for all rows of a tile. */
  List<Expr> columnFactors() {
    return factors(false);
  }

  private List<Expr> factors(boolean onRows) {
    return contraction.factors().stream()
        .filter(factor -> Contraction.depends(factor, rows) == onRows)
        .toList();
  }

  /** How many sums a call of the kernels takes; without columns, one of each row. */
  int columnsOfTile() {
    return columns.map(DotShape::columnsOf).orElse(1);
  }

  /** The point of a tile that begins at {@code scope}. */
  Scope within(Scope scope, int row, int column) {
    Scope moved = scope.with(rows, Wholes.add(scope.of(rows), Wholes.constant(row)));
    return columns
        .map(index -> moved.with(index, Wholes.add(scope.of(index), Wholes.constant(column))))
        .orElse(moved);
  }

  /** The indices that choose the tile and are no loops of its own. */
  List<Index> tileIndices() {
    List<Index> indices = new ArrayList<>(outer);
    indices.add(rows);
    columns.ifPresent(indices::add);
    return indices;
  }
}
