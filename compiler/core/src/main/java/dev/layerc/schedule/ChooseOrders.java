package dev.layerc.schedule;

import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Layout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Chooses, for each parameter, the axis that lies along its rows, so that the contractions that
 * read it and the one that makes its gradient together cost least. A layer of few outputs is better
 * stored {@code [out][in]}, one of many {@code [in][out]}; the cost decides, not a rule.
 */
final class ChooseOrders {
  private final Map<Tensor, List<Contraction>> touching;
  private final Map<Tensor, Tensor> parameterOfGradient;
  private final Set<Tensor> batchInnermost;

  /** What has its last two axes in a row. */
  private final Set<Tensor> wide;

  private final Target target;
  private final Costs costs;
  private final Edges edges;
  private final Map<Tensor, Layout> chosen = new LinkedHashMap<>();

  /** For one sample alone: what is stored plane by plane. */
  private final Set<Tensor> planes;

  /** For one sample alone: what windows slide over, copied for them. */
  private final Set<Tensor> windows;

  private ChooseOrders(ChooseOrders orders, Set<Tensor> planes, Set<Tensor> windows) {
    this.wide = Set.of();
    this.target = orders.target;
    this.costs = orders.costs;
    this.edges = Edges.in(List.of());
    this.touching = Map.of();
    this.parameterOfGradient = Map.of();
    this.batchInnermost = Set.of();
    this.chosen.putAll(orders.chosen);
    this.planes = planes;
    this.windows = windows;
  }

  /** By the axis along the rows, what the contractions cost that touch a parameter. */
  private final Map<Tensor, Map<Integer, Double>> costsOfAxes = new LinkedHashMap<>();

  private ChooseOrders(
      List<Contraction> contractions,
      Map<Tensor, Tensor> parameterOfGradient,
      Set<Tensor> batchInnermost,
      Set<Tensor> wide,
      Edges edges,
      Target target,
      Costs costs) {
    this.target = target;
    this.costs = costs;
    this.edges = edges;
    this.wide = wide;
    this.touching = touching(contractions, parameterOfGradient);
    this.parameterOfGradient = parameterOfGradient;
    this.batchInnermost = batchInnermost;
    this.planes = Set.of();
    this.windows = Set.of();
  }

  /**
   * The layouts, in rows, of all tensors: the chosen ones of parameters, the declared of others but
   * for those with the samples innermost, or with two axes in a row.
   */
  static ChooseOrders of(
      List<Contraction> contractions,
      List<Tensor> parameters,
      Map<Tensor, Tensor> parameterOfGradient,
      Set<Tensor> batchInnermost,
      Set<Tensor> wide,
      Edges edges,
      Target target,
      Costs costs) {
    ChooseOrders choose =
        new ChooseOrders(
            contractions, parameterOfGradient, batchInnermost, wide, edges, target, costs);
    parameters.stream().filter(p -> p.rank() > 1).forEach(choose::choose);
    return choose;
  }

  /**
   * The same for parameters, for tensors of one sample of which some have their last two axes
   * together in a row.
   *
   * @param copiedWindows those that are copies of what windows slide over
   */
  ChooseOrders ofOneSample(Set<Tensor> inPlanes, Set<Tensor> copiedWindows) {
    return new ChooseOrders(this, inPlanes, copiedWindows);
  }

  /** The same with layouts of parameters that no contraction had a say in. */
  ChooseOrders with(Map<Tensor, Layout> layouts) {
    chosen.putAll(layouts);
    return this;
  }

  /**
   * True for what lies in one array although whole rows of it are read: vectors load them from
   * anywhere, and a place in one array is found sooner than a row and a place in it.
   */
  boolean isInOneArray(Tensor tensor) {
    return target == Target.SIMD && windows.contains(tensor);
  }

  boolean isInPlanes(Tensor tensor) {
    return planes.contains(tensor);
  }

  boolean isBatchInnermost(Tensor tensor) {
    return batchInnermost.contains(tensor);
  }

  Layout layoutOf(Tensor tensor) {
    if (isBatchInnermost(tensor)) {
      return Layout.batchInnermost(tensor.rank());
    }
    if (isInPlanes(tensor) || wide.contains(tensor)) {
      return Layout.planes(tensor.rank());
    }
    Tensor stored = parameterOfGradient.getOrDefault(tensor, tensor);
    Layout layout = chosen.get(stored);
    return layout != null ? layout : Layout.rows(stored.rank());
  }

  /**
   * What the contractions cost that touch a parameter or its gradient, by the axis along its rows;
   * empty for a tensor whose layout was not chosen so.
   */
  Map<Integer, Double> costsOfLayouts(Tensor tensor) {
    return costsOfAxes.getOrDefault(parameterOfGradient.getOrDefault(tensor, tensor), Map.of());
  }

  Target target() {
    return target;
  }

  Costs costs() {
    return costs;
  }

  /** The row form of a contraction, where that is the better one. */
  Optional<RowTile> rowTile(Contraction contraction) {
    return rowTile(contraction, Optional.empty());
  }

  /** The same within a recurrence over {@code time}. */
  Optional<RowTile> rowTile(Contraction contraction, Optional<Index> time) {
    return rowTile(contraction, time, this::layoutOf);
  }

  Optional<RowTile> rowTile(
      Contraction contraction, Optional<Index> time, Function<Tensor, Layout> layouts) {
    return rows(contraction, time, layouts)
        .filter(tile -> costs.of(tile) < costs.ofScalars(contraction));
  }

  private Optional<RowTile> rows(
      Contraction contraction, Optional<Index> time, Function<Tensor, Layout> layouts) {
    return RowTile.of(contraction, read -> layouts.apply(read.tensor()), time)
        .map(tile -> target == Target.SIMD ? tile.inVectors(layouts) : tile)
        .map(tile -> tile.within(edges));
  }

  private Optional<DotTile> dots(Contraction contraction, Optional<Index> time) {
    return target == Target.SIMD
        ? DotTile.of(contraction, read -> layoutOf(read.tensor()), time)
        : Optional.empty();
  }

  /** The best form of a contraction in tiles, where one is better than a loop nest. */
  Optional<Tile> tile(Contraction contraction, Optional<Index> time) {
    return Stream.<Optional<? extends Tile>>of(
            rows(contraction, time, this::layoutOf), dots(contraction, time))
        .<Tile>flatMap(Optional::stream)
        .min(Comparator.comparingDouble(costs::of))
        .filter(tile -> costs.of(tile) < costs.ofScalars(contraction));
  }

  /** What a contraction costs in its best form. */
  double costOf(Contraction contraction, Optional<Index> time) {
    return tile(contraction, time).map(costs::of).orElseGet(() -> costs.ofScalars(contraction));
  }

  /**
   * The indices in the rows of what a contraction makes, but for the samples, where windows that
   * slide along them are better copied: HotSpot vectorises no row that is read at a distance from
   * its start, while vectors load from anywhere; and planes are one row only in copies.
   */
  List<Index> slidesAlong(Contraction contraction) {
    Tensor made = contraction.equation().target();
    List<Index> indices = contraction.equation().indices();
    if (isInPlanes(made)) {
      return indices.subList(indices.size() - 2, indices.size());
    }
    return target == Target.PLAIN && isBatchInnermost(made)
        ? indices.subList(indices.size() - 1, indices.size())
        : List.of();
  }

  /** Why there is no row form, or none that is better, in words. */
  Optional<String> refusal(Contraction contraction, Optional<Index> time) {
    Function<Expr.Read, Layout> layouts = read -> layoutOf(read.tensor());
    return RowTile.refusal(contraction, layouts, time)
        .or(
            () ->
                RowTile.of(contraction, layouts, time)
                    .filter(tile -> costs.of(tile) >= costs.ofScalars(contraction))
                    .map(
                        tile ->
                            costs.inWords(costs.of(tile))
                                + ", with rows of "
                                + tile.laneLength(1)
                                + (tile.lane().isBatch() ? " x samples" : "")));
  }

  private void choose(Tensor parameter) {
    Layout best = null;
    double least = Double.POSITIVE_INFINITY;
    for (Layout candidate : candidates(parameter.rank())) {
      chosen.put(parameter, candidate);
      double cost = costOf(parameter);
      costsOfAxes
          .computeIfAbsent(parameter, p -> new LinkedHashMap<>())
          .merge(candidate.innermost(), cost, Math::min);
      if (cost < least) {
        least = cost;
        best = candidate;
      }
    }
    chosen.put(parameter, best);
  }

  /**
   * Each axis along the rows, alone and with the one declared before it; and, but for vectors, with
   * each that is declared after it.
   */
  private List<Layout> candidates(int rank) {
    List<Layout> candidates = new ArrayList<>();
    for (int last = rank - 1; last >= 0; last--) {
      Layout alone = withLast(rank, last);
      candidates.add(alone);
      if (last > 0) {
        candidates.add(withTwo(alone, last - 1));
      }
      for (int after = last + 1; after < rank && rank > 2 && target == Target.PLAIN; after++) {
        candidates.add(withTwo(alone, after));
      }
    }
    return candidates;
  }

  /** The same order, with another axis in the row before the last. */
  private static Layout withTwo(Layout layout, int before) {
    List<Integer> order = new ArrayList<>(layout.order());
    order.remove(Integer.valueOf(before));
    order.add(order.size() - 1, before);
    return new Layout(order, order.size() - 2);
  }

  /** Rows along an axis. */
  static Layout withLast(int rank, int last) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    order.remove(Integer.valueOf(last));
    order.add(last);
    return new Layout(order, rank - 1);
  }

  private double costOf(Tensor parameter) {
    return touching.getOrDefault(parameter, List.of()).stream()
        .mapToDouble(this::costWithCopies)
        .sum();
  }

  /** What a contraction costs, in rows of copies if these pay. */
  private double costWithCopies(Contraction contraction) {
    double cost = costOf(contraction, Optional.empty());
    return new OnRowCopies(this)
        .of(contraction, Set.of(), Optional.empty())
        .map(onRows -> Math.min(cost, onRows.cost()))
        .orElse(cost);
  }

  /** The contractions that read a tensor, or make it or its gradient. */
  private static Map<Tensor, List<Contraction>> touching(
      List<Contraction> contractions, Map<Tensor, Tensor> parameterOfGradient) {
    Map<Tensor, List<Contraction>> touching = new LinkedHashMap<>();
    for (Contraction contraction : contractions) {
      Tensor target = contraction.equation().target();
      Set<Tensor> tensors = new LinkedHashSet<>(ExprQueries.tensors(contraction.equation()));
      tensors.add(parameterOfGradient.getOrDefault(target, target));
      tensors.forEach(
          tensor -> touching.computeIfAbsent(tensor, t -> new ArrayList<>()).add(contraction));
    }
    return touching;
  }
}
