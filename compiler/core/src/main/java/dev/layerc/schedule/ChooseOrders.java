package dev.layerc.schedule;

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
  private final Target target;
  private final Map<Tensor, Layout> chosen = new LinkedHashMap<>();

  /** For one sample alone: what is stored plane by plane. */
  private final Set<Tensor> planes;

  private ChooseOrders(ChooseOrders orders, Set<Tensor> planes) {
    this.target = orders.target;
    this.touching = Map.of();
    this.parameterOfGradient = Map.of();
    this.batchInnermost = Set.of();
    this.chosen.putAll(orders.chosen);
    this.planes = planes;
  }

  private ChooseOrders(
      List<Contraction> contractions,
      Map<Tensor, Tensor> parameterOfGradient,
      Set<Tensor> batchInnermost,
      Target target) {
    this.target = target;
    this.touching = touching(contractions, parameterOfGradient);
    this.parameterOfGradient = parameterOfGradient;
    this.batchInnermost = batchInnermost;
    this.planes = Set.of();
  }

  /**
   * The layouts, in rows, of all tensors: the chosen ones of parameters, the declared of others but
   * for those with the samples innermost.
   */
  static ChooseOrders of(
      List<Contraction> contractions,
      List<Tensor> parameters,
      Map<Tensor, Tensor> parameterOfGradient,
      Set<Tensor> batchInnermost,
      Target target) {
    ChooseOrders choose =
        new ChooseOrders(contractions, parameterOfGradient, batchInnermost, target);
    parameters.stream().filter(p -> p.rank() > 1).forEach(choose::choose);
    return choose;
  }

  /**
   * The same for parameters, for tensors of one sample of which some have their last two axes
   * together in a row.
   */
  ChooseOrders ofOneSample(Set<Tensor> inPlanes) {
    return new ChooseOrders(this, inPlanes);
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
    if (isInPlanes(tensor)) {
      return Layout.planes(tensor.rank());
    }
    Tensor stored = parameterOfGradient.getOrDefault(tensor, tensor);
    Layout layout = chosen.get(stored);
    return layout != null ? layout : Layout.rows(stored.rank());
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
        .filter(tile -> Costs.of(tile) < Costs.ofScalars(contraction));
  }

  private Optional<RowTile> rows(
      Contraction contraction, Optional<Index> time, Function<Tensor, Layout> layouts) {
    return RowTile.of(contraction, read -> layouts.apply(read.tensor()), time)
        .map(tile -> tile.inVectors(target == Target.SIMD && VectorTile.takes(tile)));
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
        .min(Comparator.comparingDouble(Costs::of))
        .filter(tile -> Costs.of(tile) < Costs.ofScalars(contraction));
  }

  /** What a contraction costs in its best form. */
  double costOf(Contraction contraction, Optional<Index> time) {
    return tile(contraction, time).map(Costs::of).orElseGet(() -> Costs.ofScalars(contraction));
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

  private void choose(Tensor parameter) {
    Layout best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int last = parameter.rank() - 1; last >= 0; last--) {
      Layout candidate = withLast(parameter.rank(), last);
      chosen.put(parameter, candidate);
      double cost = costOf(parameter);
      if (cost < least) {
        least = cost;
        best = candidate;
      }
    }
    chosen.put(parameter, best);
  }

  private static Layout withLast(int rank, int last) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    order.remove(Integer.valueOf(last));
    order.add(last);
    return new Layout(order, rank - 1);
  }

  private double costOf(Tensor parameter) {
    return touching.getOrDefault(parameter, List.of()).stream()
        .mapToDouble(contraction -> costOf(contraction, Optional.empty()))
        .sum();
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
