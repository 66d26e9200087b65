package dev.layerc.equation;

/** The ways to fold a value over indices. */
public enum Reducer {
  SUM,
  /**
   * The sum divided by the number of terms (of those that a {@code where} lets through); NaN over
   * nothing.
   */
  MEAN,
  PROD,
  /** The largest value; -inf over nothing. A NaN among the values is the result. */
  MAX,
  /** The smallest value; inf over nothing. A NaN among the values is the result. */
  MIN,
  /** log(sum(exp(value))), computed from the largest value down; -inf over nothing. */
  LSE,
  /**
   * The place of the first largest value, row-major over the reduced indices; -1 over nothing. A
   * NaN counts as the largest.
   */
  ARGMAX,
  /** The place of the first smallest value, likewise; a NaN counts as the smallest. */
  ARGMIN
}
