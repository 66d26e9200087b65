package dev.layerc.equation;

/**
 * The type of a tensor's elements: {@link #REAL}, or whole numbers 0..limit-1. A whole tensor that
 * an {@code argmax} computed has the number of its candidates as limit; -1 may stand in it for
 * "none".
 */
public record ElementType(int limit) {
  /** Numbers of the network's own precision. */
  public static final ElementType REAL = new ElementType(0);

  public static ElementType whole(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("int<" + limit + ">");
    }
    return new ElementType(limit);
  }

  public boolean isReal() {
    return limit == 0;
  }

  @Override
  public String toString() {
    return isReal() ? "real" : "int<" + limit + ">";
  }
}
