package dev.layerc.emit;

/** Which functions emitted code computes exp, log, tanh and the like with. */
public enum MathMode {
  /** Functions of the compiler's own, exact to about 2 ulp, that the JIT vectorises. */
  FAST,
  /** {@code StrictMath}. */
  STRICT
}
