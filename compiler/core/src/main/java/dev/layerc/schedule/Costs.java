package dev.layerc.schedule;

import java.util.Locale;
import java.util.Optional;

/**
 * The cost model, in nanoseconds for a batch. It only ranks strategies; its constants are
 * multiply-adds a nanosecond, as measured for the emitted shapes on x86-64.
 */
final class Costs {
  /** What the batch counts as where a specification does not say, or says more. */
  static final int TYPICAL_BATCH = 16;

  /** A long row in 4-term tiles. */
  private static final double ROWS_PER_NS = 28;

  /** A row of this many elements runs at half that rate: the tile's set-up weighs as much. */
  private static final double HALF_RATE_LENGTH = 48;

  /**
   * Rows of which one is read at a distance that only running tells: HotSpot has no vectors then.
   */
  private static final double AT_A_DISTANCE_PER_NS = 5;

  /** A tile of dot products along long rows, in vectors. */
  private static final double VECTOR_DOTS_PER_NS = 20;

  /** Vectors whose lanes are added up. */
  private static final double LANE_SUMS_PER_NS = 0.2;

  /** Four scalar accumulators over a shared loop. */
  private static final double DOTS_PER_NS = 4;

  /** A dozen scalar accumulators over a long loop, which share what they read. */
  private static final double LONG_DOTS_PER_NS = 8;

  /** Elements copied against the grain. */
  private static final double COPIED_PER_NS = 0.5;

  /** Elements copied row by row. */
  private static final double ROWS_COPIED_PER_NS = 4;

  private final int batch;

  /**
   * Of a batch that is typical.
   *
   * @param declared the samples of a training step. Predictions, for which the layouts are as well,
   *     are of fewer: a large one counts as typical.
   */
  Costs(Optional<Integer> declared) {
    this.batch = Math.min(declared.orElse(TYPICAL_BATCH), TYPICAL_BATCH);
  }

  /** A cost as a reason gives it. */
  String inWords(double nanoseconds) {
    String samples = batch == 1 ? "1 sample" : batch + " samples";
    return String.format(Locale.ROOT, "about %,.0f ns for %s", nanoseconds, samples);
  }

  double of(Tile tile) {
    return tile instanceof RowTile rows ? ofRows(rows) : ofDots((DotTile) tile);
  }

  private double ofRows(RowTile tile) {
    if (tile.readsAtDistance() && !tile.inVectors()) {
      return work(tile) / AT_A_DISTANCE_PER_NS;
    }
    double length = tile.laneLength(batch);
    double rate = ROWS_PER_NS * length / (length + HALF_RATE_LENGTH);
    return work(tile) / rate;
  }

  /** Terms that are known to be 0 are left out. */
  private double work(RowTile tile) {
    return tile.contraction().work(batch) * tile.shareOfTerms();
  }

  double ofCopy(OperandCopy copy) {
    return copy.keepsRows() ? elements(copy) / ROWS_COPIED_PER_NS : ofTurningCopy(copy);
  }

  /** Of a copy whose rows run across those of the original. */
  double ofTurningCopy(OperandCopy copy) {
    return elements(copy) / COPIED_PER_NS;
  }

  private double elements(OperandCopy copy) {
    return (double) copy.tensor().size() * (copy.tensor().perSample() ? batch : 1);
  }

  private double ofDots(DotTile tile) {
    double length = tile.lane().length(batch);
    double rate = VECTOR_DOTS_PER_NS * length / (length + HALF_RATE_LENGTH);
    double work = tile.contraction().work(batch);
    return work / rate + tile.contraction().results(batch) / LANE_SUMS_PER_NS;
  }

  /** Dot products of long rows, number by number, a dozen side by side. */
  double ofLongSums(Contraction contraction) {
    return contraction.work(batch) / LONG_DOTS_PER_NS;
  }

  /** Dot products, number by number. */
  double ofScalars(Contraction contraction) {
    return contraction.work(batch) / DOTS_PER_NS;
  }
}
