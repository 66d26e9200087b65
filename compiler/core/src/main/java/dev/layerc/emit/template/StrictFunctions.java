package dev.layerc.emit.template;

/** Functions through {@code StrictMath}: computed in double, the same bits on every machine. */
final class StrictFunctions {
  private StrictFunctions() {}

  // <function exp needs="">
  static float exp(float x) {
    return (float) StrictMath.exp(x);
  }

  // </function>

  // <function log needs="">
  static float log(float x) {
    return (float) StrictMath.log(x);
  }

  // </function>

  // <function log1p needs="">
  static float log1p(float x) {
    return (float) StrictMath.log1p(x);
  }

  // </function>

  // <function sin needs="">
  static float sin(float x) {
    return (float) StrictMath.sin(x);
  }

  // </function>

  // <function cos needs="">
  static float cos(float x) {
    return (float) StrictMath.cos(x);
  }

  // </function>

  // <function tanh needs="">
  static float tanh(float x) {
    return (float) StrictMath.tanh(x);
  }

  // </function>

  // <function sigmoid needs="">
  /** 1 / (1 + exp(-x)). */
  static float sigmoid(float x) {
    return (float) (1 / (1 + StrictMath.exp(-x)));
  }

  // </function>

  // <function softplus needs="">
  /** log(1 + exp(x)), without overflow. */
  static float softplus(float x) {
    return (float) (Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))));
  }

  // </function>

  // <function erf needs="">
  /**
   * 2/sqrt(pi) exp(-x*x) sum[n] 2^n x^(2n+1) / (1*3*...*(2n+1)): all terms have one sign, so
   * nothing cancels; beyond 6 the result rounds to 1.
   */
  static float erf(float x) {
    if (!(Math.abs(x) < 6)) {
      return Math.signum(x);
    }
    double square = (0.0 + x) * x;
    double term = x;
    double sum = 0;
    for (int n = 1; sum + term != sum; n++) {
      sum += term;
      term *= 2 * square / (2 * n + 1);
    }
    return (float) (1.1283791670955126 * StrictMath.exp(-square) * sum);
  }

  // </function>

  // <function pow needs="">
  static float pow(float x, float y) {
    return (float) StrictMath.pow(x, y);
  }

  // </function>

  // <function choose needs="">
  static float choose(boolean condition, float a, float b) {
    return condition ? a : b;
  }

  // </function>
}
