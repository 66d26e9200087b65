package dev.layerc.equation;

/** How a parameter or a state gets its first values. */
public sealed interface Initializer {
  record Constant(double value) implements Initializer {}

  /** Uniform in [low, high). */
  record Uniform(double low, double high) implements Initializer {}

  record Normal(double mean, double deviation) implements Initializer {}

  /**
   * A random matrix with orthonormal rows (or columns, if there are more rows), times {@code gain};
   * leading axes hold independent matrices of the last two axes (Saxe et al. 2013).
   */
  record Orthogonal(double gain) implements Initializer {}
}
