package dev.layerc.schedule;

import java.util.Locale;

/**
 * The cost model of target plain, in nanoseconds for a typical batch. It only ranks strategies; its
 * constants are multiply-adds a nanosecond, as measured for the emitted shapes on x86-64.
 */
final class Costs {
  /** What the batch counts as where a trade-off depends on it. */
  private static final int BATCH = 16;

  /** A long row in 4-term tiles. */
  private static final double ROWS_PER_NS = 28;

  /** A row of this many elements runs at half that rate: the tile's set-up weighs as much. */
  private static final double HALF_RATE_LENGTH = 48;

  /** Four scalar accumulators over a shared loop. */
  private static final double DOTS_PER_NS = 4;

  /** Elements copied against the grain. */
  private static final double COPIED_PER_NS = 0.5;

  private Costs() {}

  /** A cost as a reason gives it. */
  static String inWords(double nanoseconds) {
    return String.format(Locale.ROOT, "about %,.0f ns for %d samples", nanoseconds, BATCH);
  }

  static double ofRows(RowTile tile) {
    double length = tile.laneLength(BATCH);
    double rate = ROWS_PER_NS * length / (length + HALF_RATE_LENGTH);
    return tile.contraction().work(BATCH) / rate;
  }

  /** A row form whose operands are copied first. */
  static double ofRowsAndCopies(RowTile tile, long elements) {
    return ofRows(tile) + elements / COPIED_PER_NS;
  }

  static double ofDots(Contraction contraction) {
    return contraction.work(BATCH) / DOTS_PER_NS;
  }
}
