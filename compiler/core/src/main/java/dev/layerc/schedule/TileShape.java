package dev.layerc.schedule;

/**
 * How many rows of the target and how many terms of the sum one tile takes.
 *
 * <p>Measured: on JDK 17 and 25 tiles of 4 x 4 vectorise up to a row length of 128, of 4 x 3
 * beyond; larger ones silently fall back to scalar code on one JDK or the other.
 */
record TileShape(int rows, int terms) {
  private static final int LONGEST_ROW_OF_FOUR_TERMS = 128;

  static TileShape forRowLength(int length) {
    return new TileShape(4, length <= LONGEST_ROW_OF_FOUR_TERMS ? 4 : 3);
  }

  @Override
  public String toString() {
    return rows + "x" + terms;
  }
}
