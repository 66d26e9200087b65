package dev.layerc.schedule;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Layout;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The row form of a contraction: {@code y_j[lane] += a_jk * w_k[lane]}, an output index innermost,
 * so that whole rows are multiplied by numbers and added.
 *
 * @param lane the innermost index: it runs along the rows of the target and of the factors that
 *     depend on it
 * @param along where the lane is the batch: a free index that lies along the rows with it, so that
 *     both are one loop
 * @param rows a further free index, of which several values share the rows {@code w_k}
 * @param outer the other free indices
 * @param inner the reduced index that is taken several values at a time
 * @param outerReduced the other reduced indices
 * @param kept false where what is made is used at once, some rows at a time, and not stored
 * @param ofOne where it is not kept: the form in which the only sample of a batch is added to what
 *     is wanted in the end
 * @param vectorRows how many rows a tile of vectors takes; 0 where there is the plain form alone
 * @param bounds of reduced indices that some terms, which are 0, lie beyond
 */
record RowTile(
    Contraction contraction,
    Index lane,
    Optional<Index> along,
    Optional<Index> rows,
    List<Index> outer,
    Index inner,
    List<Index> outerReduced,
    boolean kept,
    Optional<RowTile> ofOne,
    int vectorRows,
    List<TermBound> bounds)
    implements Tile {

  /** Fewer rows than this share too little; the samples of a batch are more, most often. */
  private static final int SHARED = 4;

  /** Bounds that leave more of the terms save less than the order costs that they need. */
  private static final double MOST_TERMS = 0.85;

  /**
   * The row form under given layouts; empty where there is none: the target, and every factor that
   * depends on the lane, must have it alone along their rows. In a recurrence, {@code time} is an
   * outer index always.
   */
  static Optional<RowTile> of(
      Contraction contraction, Function<Expr.Read, Layout> layouts, Optional<Index> time) {
    return refusal(contraction, layouts, time).isPresent()
        ? Optional.empty()
        : laneOf(contraction, layouts)
            .map(lane -> withRows(contraction, lane, alongLane(contraction, lane, layouts), time));
  }

  /** Why there is none, in words; empty where there is one. */
  static Optional<String> refusal(
      Contraction contraction, Function<Expr.Read, Layout> layouts, Optional<Index> time) {
    Optional<Index> lane = laneOf(contraction, layouts);
    if (lane.isEmpty()) {
      return Optional.of("the result has no row of several numbers");
    }
    if (time.equals(lane)) {
      return Optional.of("the rows of the result run along " + lane.get() + ", which is time");
    }
    if (contraction.range().filter(range -> range.dependsOn(lane.get())).isPresent()) {
      return Optional.of("which terms count depends on " + lane.get());
    }
    return contraction.factors().stream()
        .flatMap(factor -> ExprQueries.reads(factor).stream())
        .filter(read -> !runsAlong(read, lane.get(), layouts))
        .findFirst()
        .map(read -> Stride.of(read, lane.get(), layouts.apply(read)).inWords());
  }

  /** The index that lies between the rows' beginning and the lane, for all that has it. */
  private static Optional<Index> alongLane(
      Contraction contraction, Index lane, Function<Expr.Read, Layout> layouts) {
    List<Integer> inRow = layouts.apply(targetRead(contraction)).columnAxes();
    if (inRow.size() < 2) {
      return Optional.empty();
    }
    Index along = contraction.equation().indices().get(inRow.get(inRow.size() - 2));
    Flattening flattening = new Flattening(along, lane, layouts);
    return Optional.of(along)
        .filter(index -> contraction.range().filter(range -> range.dependsOn(index)).isEmpty())
        .filter(index -> flattening.fits(targetRead(contraction)))
        .filter(index -> contraction.factors().stream().allMatch(flattening::fits));
  }

  @Override
  public String strategy() {
    String rowsAlong = "rows " + row().inWords();
    return inVectors() ? rowsAlong + ", in vectors where there are any" : rowsAlong;
  }

  private Lane row() {
    return new Lane(lane, along);
  }

  /** The length of a row, the batch counting as {@code batch}. */
  int laneLength(int batch) {
    return row().length(batch);
  }

  /** The end of a loop over a row. */
  Value laneEnd(MethodDraft method) {
    return row().end(method);
  }

  /** A loop over a row takes what lies along it from 0: the lane alone counts. */
  Scope atRowStart(Scope scope) {
    return row().atRowStart(scope);
  }

  /** True where successive terms read the same row at places that only running tells. */
  boolean termsShareRows() {
    return lastPlaces().anyMatch(place -> ExprQueries.freeIndices(place).contains(inner));
  }

  /** True where a row is read beside its start, by so many samples as only running tells. */
  boolean readsAtDistance() {
    return lastPlaces()
        .anyMatch(
            place ->
                !(place instanceof Expr.IndexValue value
                    && along.equals(Optional.of(value.index()))));
  }

  /** The places on the last axis of what is read along the samples. */
  private Stream<Expr> lastPlaces() {
    return contraction.factors().stream()
        .filter(factor -> lane.isBatch())
        .flatMap(factor -> ExprQueries.reads(factor).stream())
        .filter(read -> ExprQueries.freeIndices(read).contains(lane))
        .map(read -> read.at().get(read.at().size() - 1));
  }

  /** True where a form in vectors stands beside the plain one. */
  boolean inVectors() {
    return vectorRows > 0;
  }

  /** The same with a form in vectors, if there can be one. */
  RowTile inVectors(Function<Tensor, Layout> layouts) {
    int takes = VectorTile.takes(this) ? RowsAtOnce.inVectors(this, layouts) : 0;
    return with(kept, ofOne, takes, bounds);
  }

  /** The plain form alone. */
  RowTile plain() {
    return with(kept, ofOne, 0, bounds);
  }

  /** The form whose rows are not stored. */
  RowTile notKept(Optional<RowTile> single) {
    return with(false, single, vectorRows, bounds);
  }

  private RowTile with(
      boolean isKept, Optional<RowTile> single, int vectors, List<TermBound> termBounds) {
    return new RowTile(
        contraction,
        lane,
        along,
        rows,
        outer,
        inner,
        outerReduced,
        isKept,
        single,
        vectors,
        termBounds);
  }

  /** The same without those terms that edges make 0, as far as that pays. */
  RowTile within(Edges edges) {
    List<TermBound> paying = new ArrayList<>();
    if (contraction.range().isEmpty()) {
      contraction.factors().stream()
          .filter(Expr.Read.class::isInstance)
          .flatMap(factor -> edges.of((Expr.Read) factor).stream())
          .flatMap(inside -> TermBound.of(inside, contraction.sum().indices()).stream())
          .filter(this::isKnownOfTile)
          .filter(bound -> paying.stream().noneMatch(b -> b.index().equals(bound.index())))
          .filter(bound -> bound.share() <= MOST_TERMS)
          .forEach(paying::add);
    }
    return with(kept, ofOne, vectorRows, paying);
  }

  /** True for a bound that is one for all of a tile's rows; a part of a row will do for vectors. */
  private boolean isKnownOfTile(TermBound bound) {
    return rows.filter(bound.indices()::contains).isEmpty()
        && !bound.indices().contains(lane)
        && (inVectors() || !runsAlongRow(bound));
  }

  /** True where a bound is another one for another part of a row. */
  boolean runsAlongRow(TermBound bound) {
    return along.filter(bound.indices()::contains).isPresent();
  }

  /** The bound of an index that is the same for all of a row. */
  Optional<TermBound> boundOf(Index index) {
    return bounds.stream()
        .filter(bound -> bound.index().equals(index) && !runsAlongRow(bound))
        .findFirst();
  }

  /** What part of all terms its bounds leave. */
  double shareOfTerms() {
    return bounds.stream().mapToDouble(TermBound::share).reduce(1, (a, b) -> a * b);
  }

  /** The factors that run along the lane. */
  List<Expr> laneFactors() {
    return factors(true);
  }

  /** The factors that are one number in all of a row. */
  List<Expr> numberFactors() {
    return factors(false);
  }

  private List<Expr> factors(boolean onLane) {
    return contraction.factors().stream()
        .filter(factor -> Contraction.depends(factor, lane) == onLane)
        .toList();
  }

  /** The element {@code row} rows below {@code first}, which {@code scope} has, at its lane. */
  Value.Element target(MethodDraft method, Scope scope, Value row) {
    if (!kept) {
      return method.element(method.storage().scratch(), row, row().place(scope, method));
    }
    Scope there =
        rows.map(index -> scope.with(index, Wholes.add(scope.of(index), row))).orElse(scope);
    LowerExpression lower = new LowerExpression(method, there);
    return method.element(
        contraction.equation().target(),
        contraction.equation().at().stream().map(lower::whole).toList());
  }

  /** The index along the rows of the target. */
  static Optional<Index> laneOf(Contraction contraction, Function<Expr.Read, Layout> layouts) {
    List<Integer> order = layouts.apply(targetRead(contraction)).order();
    return order.isEmpty()
        ? Optional.empty()
        : Optional.of(contraction.equation().indices().get(order.get(order.size() - 1)))
            .filter(lane -> !lane.isBatch() || order.size() > 1);
  }

  /** It adds to its rows in memory, which are the target's. */
  @Override
  public Set<Tensor> stored() {
    return kept ? Set.of(contraction.equation().target()) : Set.of();
  }

  @Override
  public Set<Tensor> scratch() {
    return Packing.isWorthIt(this) ? Set.of(Packing.panel(this)) : Set.of();
  }

  /** The target, and the tensors that are read along the lane. */
  @Override
  public List<Tensor> inRows() {
    List<Tensor> operands = new ArrayList<>(List.of(contraction.equation().target()));
    for (Expr factor : contraction.factors()) {
      ExprQueries.reads(factor).stream()
          .filter(read -> ExprQueries.freeIndices(read).contains(lane))
          .forEach(read -> operands.add(read.tensor()));
    }
    return operands;
  }

  /** The place that a contraction writes, as a read. */
  static Expr.Read targetRead(Contraction contraction) {
    return new Expr.Read(contraction.equation().target(), contraction.equation().at());
  }

  static boolean runsAlong(Expr.Read read, Index lane, Function<Expr.Read, Layout> layouts) {
    if (!ExprQueries.freeIndices(read).contains(lane)) {
      return true;
    }
    if (read.otherwise().isPresent()) {
      return false;
    }
    List<Integer> order = layouts.apply(read).order();
    int last = order.get(order.size() - 1);
    boolean elsewhere =
        order.stream()
            .filter(axis -> axis != last)
            .anyMatch(axis -> ExprQueries.freeIndices(read.at().get(axis)).contains(lane));
    Optional<Index> along = Affine.of(read.at().get(last)).flatMap(Affine::asIndex);
    return !elsewhere && along.equals(Optional.of(lane));
  }

  private static RowTile withRows(
      Contraction contraction, Index lane, Optional<Index> along, Optional<Index> time) {
    List<Index> others = new ArrayList<>(contraction.equation().indices());
    others.remove(lane);
    along.ifPresent(others::remove);
    Optional<Index> rows =
        others.stream()
            .filter(index -> !time.equals(Optional.of(index)))
            .filter(index -> sharesRows(contraction, lane, index))
            .filter(index -> contraction.range().filter(range -> range.dependsOn(index)).isEmpty())
            .min(Comparator.comparing(Index::isBatch));
    rows.ifPresent(others::remove);
    List<Index> reduced = new ArrayList<>(contraction.sum().indices());
    Index inner =
        contraction.range().map(TermRange::index).orElseGet(() -> reduced.get(reduced.size() - 1));
    reduced.remove(inner);
    return new RowTile(
        contraction,
        lane,
        along,
        rows,
        others,
        inner,
        reduced,
        true,
        Optional.empty(),
        0,
        List.of());
  }

  /** True where the factors that run along the lane are the same for all values of an index. */
  private static boolean sharesRows(Contraction contraction, Index lane, Index index) {
    return (index.isBatch() || index.extent() >= SHARED) && contraction.areApart(lane, index);
  }
}
