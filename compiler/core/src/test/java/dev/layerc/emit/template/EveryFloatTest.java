package dev.layerc.emit.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * All 2<sup>32</sup> floats, one after the other: three to nine minutes a function, so only with
 * {@code -Dlayerc.test.allFloats=true}.
 */
@EnabledIfSystemProperty(named = "layerc.test.allFloats", matches = "true")
final class EveryFloatTest {
  private static final int CHUNK = 4096;

  /** Computes a function, and what it should be, for each x. */
  interface Sweep {
    void run(float[] x, float[] y, double[] exact);
  }

  /** Each has a loop of its own, so that the JIT inlines what it calls. */
  @SuppressWarnings("ImmutableEnumChecker") // the sweeps are lambdas without state
  enum Function {
    EXP(
        (x, y, exact) -> {
          for (int i = 0; i < x.length; i++) {
            y[i] = FloatMath.exp(x[i]);
            exact[i] = ExactFunctions.exp(x[i]);
          }
        }),
    LOG(
        (x, y, exact) -> {
          for (int i = 0; i < x.length; i++) {
            y[i] = FloatMath.log(x[i]);
            exact[i] = ExactFunctions.log(x[i]);
          }
        }),
    TANH(
        (x, y, exact) -> {
          for (int i = 0; i < x.length; i++) {
            y[i] = FloatMath.tanh(x[i]);
            exact[i] = ExactFunctions.tanh(x[i]);
          }
        }),
    SIGMOID(
        (x, y, exact) -> {
          for (int i = 0; i < x.length; i++) {
            y[i] = FloatMath.sigmoid(x[i]);
            exact[i] = ExactFunctions.sigmoid(x[i]);
          }
        }),
    ERF(
        (x, y, exact) -> {
          for (int i = 0; i < x.length; i++) {
            y[i] = FloatMath.erf(x[i]);
            exact[i] = ExactFunctions.erf(x[i]);
          }
        }),
    SOFTPLUS(
        (x, y, exact) -> {
          for (int i = 0; i < x.length; i++) {
            y[i] = FloatMath.softplus(x[i]);
            exact[i] = ExactFunctions.softplus(x[i]);
          }
        }),
    LOG1P(
        (x, y, exact) -> {
          for (int i = 0; i < x.length; i++) {
            y[i] = FloatMath.log1p(x[i]);
            exact[i] = ExactFunctions.log1p(x[i]);
          }
        }),
    SIN(
        (x, y, exact) -> {
          for (int i = 0; i < x.length; i++) {
            y[i] = FloatMath.sin(x[i]);
            exact[i] = ExactFunctions.sin(x[i]);
          }
        }),
    COS(
        (x, y, exact) -> {
          for (int i = 0; i < x.length; i++) {
            y[i] = FloatMath.cos(x[i]);
            exact[i] = ExactFunctions.cos(x[i]);
          }
        });

    private final Sweep sweep;

    Function(Sweep sweep) {
      this.sweep = sweep;
    }

    /** As the Javadoc states it, in ulp. */
    double bound() {
      return FloatMathTest.Function.valueOf(name()).bound;
    }
  }

  @ParameterizedTest
  @EnumSource
  void isWithinTheBound(Function f) {
    float[] x = new float[CHUNK];
    float[] y = new float[CHUNK];
    double[] exact = new double[CHUNK];
    double worst = 0.0;
    float at = 0f;
    for (long first = 0; first < 1L << 32; first += CHUNK) {
      for (int i = 0; i < CHUNK; i++) {
        x[i] = Float.intBitsToFloat((int) first + i);
      }
      f.sweep.run(x, y, exact);
      for (int i = 0; i < CHUNK; i++) {
        if (!isSurelyWithin(y[i], exact[i], worst)) {
          double error = FloatMathTest.ulps(y[i], exact[i]);
          if (error > worst) {
            worst = error;
            at = x[i];
          }
        }
      }
    }
    System.out.printf("%s: %.4f ulp at %a, of all floats%n", f, worst, at);
    assertThat(worst).isPositive().isLessThanOrEqualTo(f.bound());
  }

  /** Without a look at NaN, infinities and the signs of zeros, which then are not within. */
  private static boolean isSurelyWithin(float y, double exact, double ulps) {
    return Math.abs(y - exact) <= ulps * FloatMathTest.ulp(exact) && y != 0f;
  }
}
