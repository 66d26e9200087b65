package dev.layerc.emit;

/** Which functions emitted code computes exp, log, tanh and the like with. */
public enum MathMode {
  /** Functions of the compiler's own, exact to 2 ulp, on every machine alike. */
  FAST,
  /** {@code StrictMath}. */
  STRICT
}
