package dev.layerc.schedule;

/**
 * How many rows of the target and how many terms of the sum one tile takes.
 *
 * <p>Measured on JDK 17 and 25, with rows fetched inside the tile's method: 4 x 2 is the largest
 * that both vectorise at every row length. 4 x 4 and 4 x 3 are up to a third faster on 25, and on
 * 17 silently scalar: four times slower.
 */
record TileShape(int rows, int terms) {
  static final TileShape PLAIN = new TileShape(4, 2);

  /** For a row alone. */
  static final TileShape PLAIN_SINGLE = new TileShape(1, 8);

  /** How many terms go with so many rows, and with operands read at unknown distances. */
  static int terms(int rows, boolean shareRows) {
    if (shareRows) {
      return 1;
    }
    return rows == 1 ? PLAIN_SINGLE.terms() : PLAIN.terms();
  }

  @Override
  public String toString() {
    return rows + "x" + terms;
  }
}
