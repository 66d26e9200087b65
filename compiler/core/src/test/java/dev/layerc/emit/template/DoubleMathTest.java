package dev.layerc.emit.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The double functions against sums in twice the precision. */
final class DoubleMathTest {
  /** 100,000 points by default; {@code -Dlayerc.test.doublePoints=10000000} for the full count. */
  private static final int POINTS = Integer.getInteger("layerc.test.doublePoints", 100_000);

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static final double TINY = Double.MIN_VALUE;

  /** A function, what it should be, where it is sampled, and the error in ulp that is allowed. */
  @SuppressWarnings("ImmutableEnumChecker") // the functions are method references without state
  enum Function {
    EXP(DoubleMath::exp, DoublePair::exp, -700, 700, 1.0),
    SIGMOID(DoubleMath::sigmoid, Function::exactSigmoid, -700, 40, 1.4),
    SIGMOID_SUBNORMAL(DoubleMath::sigmoid, Function::exactSigmoid, -745, -700, 1.01),
    SIGMOID_NEAR_ZERO(DoubleMath::sigmoid, Function::exactSigmoid, -5, 5, 1.4),
    TANH(DoubleMath::tanh, Function::exactTanh, -22, 22, 1.8),
    TANH_NEAR_ZERO(DoubleMath::tanh, Function::exactTanh, -1.5, 1.5, 1.8),
    SOFTPLUS(DoubleMath::softplus, Function::exactSoftplus, -700, 40, 2.0),
    SOFTPLUS_NEAR_ZERO(DoubleMath::softplus, Function::exactSoftplus, -5, 5, 2.0),
    ERF(DoubleMath::erf, DoublePair::erf, -6.5, 6.5, 1.5),
    ERF_NEAR_ZERO(DoubleMath::erf, DoublePair::erf, -0.1, 0.1, 1.0),
    LOG(DoubleMath::log, DoublePair::log, 1e-3, 1e3, 1.0),
    LOG_NEAR_ONE(DoubleMath::log, DoublePair::log, 0.9, 1.1, 1.0),
    LOG1P(DoubleMath::log1p, x -> x.plus(1.0).log(), -0.9, 10, 1.0);

    final DoubleUnaryOperator function;
    final UnaryOperator<DoublePair> exact;
    final double low;
    final double high;
    final double bound;

    Function(
        DoubleUnaryOperator function,
        UnaryOperator<DoublePair> exact,
        double low,
        double high,
        double bound) {
      this.function = function;
      this.exact = exact;
      this.low = low;
      this.high = high;
      this.bound = bound;
    }

    private static DoublePair exactSigmoid(DoublePair x) {
      DoublePair e = x.exp();
      return e.dividedBy(e.plus(1.0));
    }

    private static DoublePair exactSoftplus(DoublePair x) {
      DoublePair e = x.exp();
      return e.high() < 1e-9 ? e.minus(e.times(e).times(0.5)) : e.plus(1.0).log();
    }

    private static DoublePair exactTanh(DoublePair x) {
      DoublePair e = x.plus(x).exp();
      return Math.abs(x.high()) < 1e-4
          ? x.minus(x.times(x).times(x).dividedBy(DoublePair.of(3.0)))
          : e.plus(-1.0).dividedBy(e.plus(1.0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSampleIsWithinTheBound(Function f) {
    Random random = new Random(1);
    double worst = 0.0;
    for (int i = 0; i < POINTS; i++) {
      double x = random.nextDouble(f.low, f.high);
      worst = Math.max(worst, ulps(f.function.applyAsDouble(x), f.exact.apply(DoublePair.of(x))));
    }
    System.out.printf("%s: %.4f ulp on %,d points%n", f, worst, POINTS);
    assertThat(worst).as("%s: error in ulp", f).isPositive().isLessThanOrEqualTo(f.bound);
  }

  /** The same bits as fdlibm, which StrictMath is. */
  @Test
  void whatStrictMathHasIsTakenFromThere() {
    Random random = new Random(2);
    for (int i = 0; i < 1_000; i++) {
      double x = random.nextGaussian(0.0, 10.0);
      assertThat(DoubleMath.sin(x)).isEqualTo(StrictMath.sin(x));
      assertThat(DoubleMath.cos(x)).isEqualTo(StrictMath.cos(x));
      assertThat(DoubleMath.pow(Math.abs(x), 0.3)).isEqualTo(StrictMath.pow(Math.abs(x), 0.3));
    }
  }

  @ParameterizedTest
  @MethodSource
  void specialValuesAreExact(String name, double result, double expected) {
    assertThat(Double.doubleToLongBits(result))
        .as(name)
        .isEqualTo(Double.doubleToLongBits(expected));
  }

  static Stream<Object[]> specialValuesAreExact() {
    return Stream.of(
        special("exp(0)", DoubleMath.exp(-0.0), 1.0),
        special("exp(-∞)", DoubleMath.exp(-INFINITY), 0.0),
        special("exp(-745)", DoubleMath.exp(-745.0), TINY),
        special("exp(710)", DoubleMath.exp(710.0), INFINITY),
        special("log(-0)", DoubleMath.log(-0.0), -INFINITY),
        special("log1p(-0)", DoubleMath.log1p(-0.0), -0.0),
        special("log1p(-1)", DoubleMath.log1p(-1.0), -INFINITY),
        special("sin(-0)", DoubleMath.sin(-0.0), -0.0),
        special("cos(∞)", DoubleMath.cos(INFINITY), Double.NaN),
        special("tanh(-0)", DoubleMath.tanh(-0.0), -0.0),
        special("tanh(-∞)", DoubleMath.tanh(-INFINITY), -1.0),
        special("sigmoid(0)", DoubleMath.sigmoid(0.0), 0.5),
        special("sigmoid(∞)", DoubleMath.sigmoid(INFINITY), 1.0),
        special("sigmoid(-∞)", DoubleMath.sigmoid(-INFINITY), 0.0),
        special("sigmoid(-745)", DoubleMath.sigmoid(-745.0), TINY),
        special("sigmoid(NaN)", DoubleMath.sigmoid(Double.NaN), Double.NaN),
        special("softplus(∞)", DoubleMath.softplus(INFINITY), INFINITY),
        special("softplus(-∞)", DoubleMath.softplus(-INFINITY), 0.0),
        special("softplus(-745)", DoubleMath.softplus(-745.0), TINY),
        special("softplus(NaN)", DoubleMath.softplus(Double.NaN), Double.NaN),
        special("erf(0)", DoubleMath.erf(0.0), 0.0),
        special("erf(-0)", DoubleMath.erf(-0.0), -0.0),
        special("erf(tiny)", DoubleMath.erf(-TINY), -TINY),
        special("erf(∞)", DoubleMath.erf(INFINITY), 1.0),
        special("erf(-∞)", DoubleMath.erf(-INFINITY), -1.0),
        special("erf(NaN)", DoubleMath.erf(Double.NaN), Double.NaN),
        special("pow(0, 0)", DoubleMath.pow(0.0, 0.0), 1.0));
  }

  private static Object[] special(String name, double result, double expected) {
    return new Object[] {name, result, expected};
  }

  private static double ulps(double result, DoublePair exact) {
    return Math.abs((result - exact.high()) - exact.low()) / Math.ulp(exact.high());
  }
}
