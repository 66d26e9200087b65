package dev.layerc.spec;

/** The reducers of the language; each is a keyword. */
public enum ReducerKind {
  SUM,
  MEAN,
  PROD,
  MAX,
  MIN,
  LSE,
  ARGMAX;

  /** The keyword. */
  public String keyword() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
