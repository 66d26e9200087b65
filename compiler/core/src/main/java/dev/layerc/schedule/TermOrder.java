package dev.layerc.schedule;

import dev.layerc.equation.Index;
import dev.layerc.loop.Width;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * In which loops the terms of a sum are added to a tile of vectors: one loop over all values of
 * some indices, since nested ones are slow, with one bound at most, that of the first index. Loops
 * around the tile have bounds of their own; but each time around, it loads and stores its sums.
 *
 * @param around bounds of loops around the tile
 * @param terms the indices of the tile's loop, the last changing fastest
 * @param first the bound of the first of these
 */
record TermOrder(List<TermBound> around, List<Index> terms, Optional<TermBound> first) {
  /** What a tile of vectors takes beside its terms, in terms. */
  private static final double SETUP = 8;

  /** An order with bounds is taken where it costs less than this part of what all terms do. */
  private static final double WORTH = 0.8;

  /** Values of an index along the rows, beside a typical batch, that a panel has. */
  private static final int TOGETHER = 2 * Width.MOST_LANES / Costs.TYPICAL_BATCH;

  /** The best order of a plan's terms. */
  static TermOrder of(RowTile plan) {
    TermOrder all = order(plan, List.of(), Optional.empty());
    TermOrder best = all;
    List<TermBound> outer =
        plan.bounds().stream().filter(bound -> !plan.runsAlongRow(bound)).toList();
    for (int chosen = 0; chosen < 1 << outer.size(); chosen++) {
      int bits = chosen;
      List<TermBound> around =
          outer.stream().filter(bound -> (bits >> outer.indexOf(bound) & 1) == 1).toList();
      best = cheaper(plan, best, order(plan, around, Optional.empty()));
      for (TermBound first : plan.bounds()) {
        if (!around.contains(first)) {
          best = cheaper(plan, best, order(plan, around, Optional.of(first)));
        }
      }
    }
    return best.cost(plan) < WORTH * all.cost(plan) ? best : all;
  }

  private static TermOrder order(RowTile plan, List<TermBound> around, Optional<TermBound> first) {
    List<Index> terms = new ArrayList<>(Packing.reduced(plan));
    around.forEach(bound -> terms.remove(bound.index()));
    first.ifPresent(bound -> terms.remove(bound.index()));
    first.ifPresent(bound -> terms.add(0, bound.index()));
    return new TermOrder(around, terms, first);
  }

  private static TermOrder cheaper(RowTile plan, TermOrder one, TermOrder other) {
    return other.cost(plan) < one.cost(plan) ? other : one;
  }

  private double cost(RowTile plan) {
    double inTile = first.map(bound -> share(bound, plan)).orElse(1.0);
    for (Index index : terms) {
      inTile *= index.isBatch() ? Costs.TYPICAL_BATCH : index.extent();
    }
    double times = 1;
    for (TermBound bound : around) {
      times *= bound.share() * bound.index().extent();
    }
    return times * (inTile + SETUP);
  }

  private static double share(TermBound bound, RowTile plan) {
    return plan.along().map(along -> bound.shareIn(along, TOGETHER)).orElseGet(bound::share);
  }

  /** The indices of the loops around the tile. */
  List<Index> indicesAround() {
    return around.stream().map(TermBound::index).toList();
  }
}
