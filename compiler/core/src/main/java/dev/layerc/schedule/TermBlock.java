package dev.layerc.schedule;

/**
 * How many terms are added to all rows before the next are: what these read stays in the second
 * cache, where all terms together would not.
 */
final class TermBlock {
  /** Numbers that the second cache holds beside all else: 128 KB of floats. */
  private static final int NUMBERS = 1 << 15;

  private TermBlock() {}

  /** True where many rows read the same, and it is more than some such blocks. */
  static boolean isWorthIt(RowTile plan) {
    return plan.kept()
        && plan.contraction().range().isEmpty()
        && plan.outerReduced().isEmpty()
        && !plan.inner().isBatch()
        && !plan.lane().isBatch()
        && plan.rows().filter(rows -> rows.isBatch()).isPresent()
        && plan.inner().extent() > 2 * terms(plan);
  }

  /** The terms of a block: whole tiles. */
  static int terms(RowTile plan) {
    int terms = NUMBERS / plan.laneLength(1);
    return Math.max(
        TileShape.PLAIN.terms(), terms / TileShape.PLAIN.terms() * TileShape.PLAIN.terms());
  }
}
