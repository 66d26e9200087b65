package dev.layerc.emit.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The float functions against double ones, see {@link ExactFunctions}. */
final class FloatMathTest {
  interface FloatUnaryOperator {
    float apply(float x);
  }

  /** A function, what it should be, and the error in ulp that its Javadoc states. */
  @SuppressWarnings("ImmutableEnumChecker") // the functions are method references without state
  enum Function {
    EXP(FloatMath::exp, ExactFunctions::exp, Math::exp, 1.02),
    LOG(FloatMath::log, ExactFunctions::log, Math::log, 0.501),
    TANH(FloatMath::tanh, ExactFunctions::tanh, Math::tanh, 1.36),
    SIGMOID(FloatMath::sigmoid, ExactFunctions::sigmoid, DoubleMath::sigmoid, 1.8),
    ERF(FloatMath::erf, ExactFunctions::erf, DoubleMath::erf, 1.3),
    SOFTPLUS(FloatMath::softplus, ExactFunctions::softplus, DoubleMath::softplus, 1.81),
    LOG1P(FloatMath::log1p, ExactFunctions::log1p, Math::log1p, 0.501),
    SIN(FloatMath::sin, ExactFunctions::sin, Math::sin, 0.51),
    COS(FloatMath::cos, ExactFunctions::cos, Math::cos, 0.51);

    final FloatUnaryOperator function;
    final DoubleUnaryOperator exact;
    final DoubleUnaryOperator slow;
    final double bound;

    Function(
        FloatUnaryOperator function,
        DoubleUnaryOperator exact,
        DoubleUnaryOperator slow,
        double bound) {
      this.function = function;
      this.exact = exact;
      this.slow = slow;
      this.bound = bound;
    }
  }

  private static final float INFINITY = Float.POSITIVE_INFINITY;

  private static final float TINY = Float.MIN_VALUE;

  @ParameterizedTest
  @EnumSource
  void aSampleOfAllFloatsIsWithinTheBound(Function f) {
    Random random = new Random(1);
    double worst = 0.0;
    for (int i = 0; i < 300_000; i++) {
      worst = Math.max(worst, error(f, Float.intBitsToFloat(random.nextInt())));
      worst = Math.max(worst, error(f, (float) random.nextGaussian(0.0, 1.0)));
      worst = Math.max(worst, error(f, (float) random.nextDouble(-110.0, 95.0)));
    }
    assertThat(worst).as("%s: error in ulp", f).isPositive().isLessThanOrEqualTo(f.bound);
  }

  /** Also where a series or a limit takes the place of the double function. */
  @ParameterizedTest
  @EnumSource
  void theExactValuesErrByLittle(Function f) {
    Random random = new Random(4);
    double worst = 0.0;
    for (int i = 0; i < 1_000_000; i++) {
      float x = Float.intBitsToFloat(random.nextInt());
      double exact = f.exact.applyAsDouble(x);
      double slow = f.slow.applyAsDouble(x);
      if (!(Float.isInfinite((float) slow) && (float) exact == (float) slow)
          && !(Double.isNaN(slow) && Double.isNaN(exact))) {
        worst = Math.max(worst, Math.abs(exact - slow) / ulp(slow));
      }
    }
    assertThat(worst).isLessThan(1e-6);
  }

  /** The floats next to those where a formula, an exponent or the result's range changes. */
  @ParameterizedTest
  @EnumSource
  void theNeighboursOfLimitsAreWithinTheBound(Function f) {
    float[] limits = {
      0f,
      0.55f,
      0.9f,
      1f,
      4f,
      9.01092f,
      17f,
      30f,
      87.336f,
      88.72284f,
      89f,
      103.97208f,
      104f,
      1e6f,
      0.70710677f,
      1.4142135f,
      0.41421354f,
      0.29289323f,
      1.5707964f,
      3.1415927f,
      0.7853982f,
      Float.MIN_NORMAL,
      Float.MAX_VALUE,
      0x1p-25f,
      0x1p-12f
    };
    double worst = 0.0;
    for (float limit : limits) {
      for (float x : new float[] {limit, -limit}) {
        int bits = Float.floatToRawIntBits(x);
        for (int step = -2000; step <= 2000; step++) {
          float near = Float.intBitsToFloat(bits + step);
          worst = Math.max(worst, error(f, near));
        }
      }
    }
    assertThat(worst).as("%s: error in ulp", f).isLessThanOrEqualTo(f.bound);
  }

  @ParameterizedTest
  @MethodSource
  void specialValuesAreExact(String name, float result, float expected) {
    assertThat(Float.floatToIntBits(result)).as(name).isEqualTo(Float.floatToIntBits(expected));
  }

  static Stream<Object[]> specialValuesAreExact() {
    return Stream.of(
        special("exp(0)", FloatMath.exp(0f), 1f),
        special("exp(-0)", FloatMath.exp(-0f), 1f),
        special("exp(∞)", FloatMath.exp(INFINITY), INFINITY),
        special("exp(-∞)", FloatMath.exp(-INFINITY), 0f),
        special("exp(88.72284)", FloatMath.exp(88.72284f), INFINITY),
        special("exp(-103.97208)", FloatMath.exp(-103.97208f), TINY),
        special("exp(-103.9721)", FloatMath.exp(-103.9721f), 0f),
        special("log(0)", FloatMath.log(0f), -INFINITY),
        special("log(-0)", FloatMath.log(-0f), -INFINITY),
        special("log(1)", FloatMath.log(1f), 0f),
        special("log(∞)", FloatMath.log(INFINITY), INFINITY),
        special("log(-1)", FloatMath.log(-1f), Float.NaN),
        special("log(-∞)", FloatMath.log(-INFINITY), Float.NaN),
        special("log1p(0)", FloatMath.log1p(0f), 0f),
        special("log1p(-0)", FloatMath.log1p(-0f), -0f),
        special("log1p(-1)", FloatMath.log1p(-1f), -INFINITY),
        special("log1p(-2)", FloatMath.log1p(-2f), Float.NaN),
        special("log1p(-∞)", FloatMath.log1p(-INFINITY), Float.NaN),
        special("log1p(∞)", FloatMath.log1p(INFINITY), INFINITY),
        special("log1p(tiny)", FloatMath.log1p(-TINY), -TINY),
        special("sin(0)", FloatMath.sin(0f), 0f),
        special("sin(-0)", FloatMath.sin(-0f), -0f),
        special("sin(tiny)", FloatMath.sin(-TINY), -TINY),
        special("sin(∞)", FloatMath.sin(INFINITY), Float.NaN),
        special("cos(-0)", FloatMath.cos(-0f), 1f),
        special("cos(-∞)", FloatMath.cos(-INFINITY), Float.NaN),
        special("tanh(0)", FloatMath.tanh(0f), 0f),
        special("tanh(-0)", FloatMath.tanh(-0f), -0f),
        special("tanh(tiny)", FloatMath.tanh(-TINY), -TINY),
        special("tanh(∞)", FloatMath.tanh(INFINITY), 1f),
        special("tanh(-∞)", FloatMath.tanh(-INFINITY), -1f),
        special("sigmoid(0)", FloatMath.sigmoid(-0f), 0.5f),
        special("sigmoid(∞)", FloatMath.sigmoid(INFINITY), 1f),
        special("sigmoid(-∞)", FloatMath.sigmoid(-INFINITY), 0f),
        special("sigmoid(-103.9)", FloatMath.sigmoid(-103.9f), TINY),
        special("softplus(∞)", FloatMath.softplus(INFINITY), INFINITY),
        special("softplus(-∞)", FloatMath.softplus(-INFINITY), 0f),
        special("softplus(-103.9)", FloatMath.softplus(-103.9f), TINY),
        special("softplus(max)", FloatMath.softplus(Float.MAX_VALUE), Float.MAX_VALUE),
        special("erf(0)", FloatMath.erf(0f), 0f),
        special("erf(-0)", FloatMath.erf(-0f), -0f),
        special("erf(tiny)", FloatMath.erf(-TINY), -TINY),
        special("erf(∞)", FloatMath.erf(INFINITY), 1f),
        special("erf(-∞)", FloatMath.erf(-INFINITY), -1f),
        special("pow(0, 0)", FloatMath.pow(0f, 0f), 1f),
        special("pow(NaN, 0)", FloatMath.pow(Float.NaN, 0f), 1f),
        special("pow(-2, 3)", FloatMath.pow(-2f, 3f), -8f),
        special("pow(-2, ½)", FloatMath.pow(-2f, 0.5f), Float.NaN),
        special("pow(-0, -1)", FloatMath.pow(-0f, -1f), -INFINITY),
        special("pow(2, -149)", FloatMath.pow(2f, -149f), TINY),
        special("pow(2, 128)", FloatMath.pow(2f, 128f), INFINITY));
  }

  private static Object[] special(String name, float result, float expected) {
    return new Object[] {name, result, expected};
  }

  @ParameterizedTest
  @EnumSource
  void notANumberStaysSo(Function f) {
    assertThat(f.function.apply(Float.NaN)).isNaN();
    assertThat(f.function.apply(Float.intBitsToFloat(0xFFC12345))).isNaN();
  }

  @Test
  void whatIsChosenKeepsItsBits() {
    int quietNan = 0x7FC12345;
    for (int bits : new int[] {0, 0x80000000, 1, 0x3F800000, 0xFF800000, quietNan}) {
      float number = Float.intBitsToFloat(bits);
      assertThat(Float.floatToRawIntBits(FloatMath.choose(true, number, 1))).isEqualTo(bits);
      assertThat(Float.floatToRawIntBits(FloatMath.choose(false, 1, number))).isEqualTo(bits);
      assertThat(DoubleMath.choose(true, number, 1)).isEqualTo(Double.valueOf(number));
      assertThat(DoubleMath.choose(false, 1, number)).isEqualTo(Double.valueOf(number));
    }
  }

  @Test
  void powIsRoundedFromStrictMath() {
    Random random = new Random(2);
    for (int i = 0; i < 10_000; i++) {
      float x = (float) Math.exp(random.nextGaussian(0.0, 3.0));
      float y = (float) random.nextGaussian(0.0, 10.0);
      double exact = StrictMath.pow(x, y);
      assertThat(ulps(FloatMath.pow(x, y), exact)).isLessThanOrEqualTo(0.501);
    }
  }

  /** Saturating functions stay within their limits and do not fall where the formula changes. */
  @Test
  void limitsAreKeptAndApproachedWithoutFalling() {
    for (Function f : new Function[] {Function.SIGMOID, Function.TANH, Function.ERF}) {
      float before = f.function.apply(-120f);
      for (int i = -12_000; i <= 12_000; i++) {
        float y = f.function.apply(i / 100f);
        assertThat(y).as("%s(%s)", f, i / 100f).isBetween(before, 1f);
        before = y;
      }
    }
  }

  @Test
  void floatAndDoubleAgree() {
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      float x = (float) random.nextGaussian(0.0, 3.0);
      float positive = Math.abs(x);
      assertClose(FloatMath.exp(x), DoubleMath.exp(x));
      assertClose(FloatMath.log(positive), DoubleMath.log(positive));
      assertClose(FloatMath.log1p(positive), DoubleMath.log1p(positive));
      assertClose(FloatMath.sin(x), DoubleMath.sin(x));
      assertClose(FloatMath.cos(x), DoubleMath.cos(x));
      assertClose(FloatMath.tanh(x), DoubleMath.tanh(x));
      assertClose(FloatMath.sigmoid(x), DoubleMath.sigmoid(x));
      assertClose(FloatMath.softplus(x), DoubleMath.softplus(x));
      assertClose(FloatMath.erf(x), DoubleMath.erf(x));
      assertClose(FloatMath.pow(positive, x), DoubleMath.pow(positive, x));
    }
  }

  private static void assertClose(float result, double exact) {
    assertThat(ulps(result, exact)).isLessThanOrEqualTo(1.5);
  }

  private static double error(Function f, float x) {
    return ulps(f.function.apply(x), f.exact.applyAsDouble(x));
  }

  /**
   * The distance from the exact value in units of a float's last place there; 0 for equal NaN, ∞
   * for NaN or infinity against a number, and for a zero of the wrong sign.
   */
  static double ulps(float result, double exact) {
    float rounded = (float) exact;
    if (Float.compare(result, rounded) == 0) {
      return Float.isFinite(rounded) ? Math.abs(result - exact) / ulp(exact) : 0.0;
    }
    boolean isInfinite = Double.isInfinite(exact);
    boolean isNaN = Float.isNaN(result) || Float.isNaN(rounded);
    if (isInfinite || isNaN || (result == 0f && rounded == 0f)) {
      return INFINITY;
    }
    double limited = Float.isInfinite(result) ? Math.copySign(0x1p128, result) : result;
    return Math.abs(limited - exact) / ulp(exact);
  }

  static double ulp(double exact) {
    long exponent = Double.doubleToRawLongBits(exact) & 0x7FF0_0000_0000_0000L;
    return Math.max(Double.longBitsToDouble(exponent) * 0x1p-23, Float.MIN_VALUE);
  }
}
