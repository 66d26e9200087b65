package dev.layerc.equation;

/**
 * An index of an equation: a name and the number of values it takes, 0..extent-1. Within one
 * equation a name stands for one index. The hidden index over the samples of a batch is {@link
 * #BATCH}; its extent is known only when the code runs.
 */
public record Index(String name, int extent) {
  /** The extent of {@link #BATCH}. */
  public static final int DYNAMIC = -1;

  /** The index over the samples of a batch. */
  public static final Index BATCH = new Index("batch", DYNAMIC);

  public Index {
    if (extent < 1 && extent != DYNAMIC) {
      throw new IllegalArgumentException("index " + name + " has extent " + extent);
    }
  }

  public boolean isBatch() {
    return extent == DYNAMIC;
  }

  @Override
  public String toString() {
    return name;
  }
}
