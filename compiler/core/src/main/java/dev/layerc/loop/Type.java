package dev.layerc.loop;

/** The Java types that scheduled code uses; REAL is the network's own precision. */
public enum Type {
  REAL,
  /** Always double: factors that a step computes once. */
  DOUBLE,
  INT,
  LONG,
  BOOLEAN,
  /** {@code float[]}. */
  REAL_ARRAY,
  /** {@code float[][]}: each row an array of its own. */
  REAL_ROWS,
  INT_ARRAY,
  INT_ROWS,
  /** Some of the network's numbers side by side, in one vector register. */
  LANES,
  /** A truth for each lane. */
  MASK;

  /** The type of an element of this array, or of a row of these rows. */
  public Type element() {
    return switch (this) {
      case REAL_ARRAY -> REAL;
      case REAL_ROWS -> REAL_ARRAY;
      case INT_ARRAY -> INT;
      case INT_ROWS -> INT_ARRAY;
      default -> throw new IllegalStateException(this + " has no elements");
    };
  }
}
