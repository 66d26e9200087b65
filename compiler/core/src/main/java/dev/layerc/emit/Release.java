package dev.layerc.emit;

/** The oldest Java that emitted code must be taken by. */
public enum Release {
  /** Without {@code Math.fma}. */
  JAVA_8(8),
  JAVA_11(11),
  JAVA_17(17);

  private final int number;

  Release(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /** True where {@code Math.fma} can be called. */
  public boolean hasFma() {
    return this != JAVA_8;
  }

  /** The release of this number. */
  public static Release of(int number) {
    for (Release release : values()) {
      if (release.number == number) {
        return release;
      }
    }
    throw new IllegalArgumentException("release " + number + " is not one of 8, 11, 17");
  }
}
