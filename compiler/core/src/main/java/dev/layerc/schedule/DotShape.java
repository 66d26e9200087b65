package dev.layerc.schedule;

import dev.layerc.equation.Index;

/**
 * How many dot products one tile of a {@link DotTile} takes: each vector of {@code rows} factors is
 * multiplied with each of {@code columns} others, and every product has a sum of its own.
 */
record DotShape(int rows, int columns) {
  /** Sums in registers, of which there are 32; the operands need some, too. */
  static final int MOST_SUMS = 20;

  /** More columns than this leave too few rows. */
  private static final int MOST_COLUMNS = 5;

  /** Sums in flight that hide the latency of an addition; more rows than this gain nothing. */
  private static final int MOST_ROWS = 10;

  /** What the batch is cut into. */
  private static final int SAMPLES = 4;

  /** The columns of a tile: few enough, and as even as may be. */
  static int columnsOf(Index index) {
    return index.isBatch() ? SAMPLES : even(index.extent(), MOST_COLUMNS);
  }

  /** The rows that go with so many columns. */
  static DotShape of(Index rows, int columns) {
    int most = Math.min(MOST_ROWS, MOST_SUMS / columns);
    int size = rows.isBatch() ? Math.min(SAMPLES, most) : even(rows.extent(), most);
    return new DotShape(size, columns);
  }

  private static int even(int extent, int most) {
    int pieces = (extent + most - 1) / most;
    return (extent + pieces - 1) / pieces;
  }

  int sums() {
    return rows * columns;
  }

  /** Multiply-adds for each vector that is loaded. */
  double reuse() {
    return (double) sums() / (rows + columns);
  }

  @Override
  public String toString() {
    return rows + "x" + columns;
  }
}
