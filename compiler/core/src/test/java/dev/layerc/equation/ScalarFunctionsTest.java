package dev.layerc.equation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScalarFunctionsTest {
  private static final double[][] ERF = {
    {1e-10, 1.1283791670955126e-10},
    {0.1, 0.1124629160182849},
    {0.46875, 0.49261347321793797},
    {0.5, 0.5204998778130465},
    {1, 0.8427007929497149},
    {1.5, 0.9661051464753108},
    {2, 0.9953222650189527},
    {3, 0.9999779095030014},
    {4, 0.9999999845827421},
    {4.5, 0.9999999998033839},
    {5.5, 0.9999999999999927},
    {7, 1},
    {Double.POSITIVE_INFINITY, 1}
  };

  @Test
  void erfIsRightToTheLastTwoBits() {
    for (double[] pair : ERF) {
      assertThat(ErrorFunction.erf(pair[0])).isCloseTo(pair[1], within(2 * Math.ulp(pair[1])));
      assertThat(ErrorFunction.erf(-pair[0])).isEqualTo(-ErrorFunction.erf(pair[0]));
    }
    assertThat(ErrorFunction.erf(Double.NaN)).isNaN();
    assertThat(1 / ErrorFunction.erf(-0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(ErrorFunction.erf(Double.MIN_NORMAL)).isPositive();
  }

  /** The three approximations against the series of erf, which converges everywhere. */
  @Test
  void erfAgreesWithItsSeries() {
    for (double x = 0.01; x < 3; x += 0.01) {
      double term = x;
      double sum = x;
      for (int n = 1; n < 120; n++) {
        term *= 2 * x * x / (2 * n + 1);
        sum += term;
      }
      double series = 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
      assertThat(ErrorFunction.erf(x)).isCloseTo(series, within(1e-14 * series));
    }
  }

  @Test
  void sigmoidAndSoftplusDoNotOverflow() {
    assertThat(ScalarFunctions.apply(Operator.SIGMOID, 0)).isEqualTo(0.5);
    assertThat(ScalarFunctions.apply(Operator.SIGMOID, 1000)).isEqualTo(1);
    assertThat(ScalarFunctions.apply(Operator.SIGMOID, -1000)).isEqualTo(0);
    assertThat(ScalarFunctions.apply(Operator.SIGMOID, -700)).isPositive();
    assertThat(ScalarFunctions.apply(Operator.SIGMOID, Double.NaN)).isNaN();
    assertThat(ScalarFunctions.apply(Operator.SOFTPLUS, 0)).isEqualTo(Math.log(2));
    assertThat(ScalarFunctions.apply(Operator.SOFTPLUS, 1000)).isEqualTo(1000);
    assertThat(ScalarFunctions.apply(Operator.SOFTPLUS, -700)).isPositive();
    assertThat(ScalarFunctions.apply(Operator.SOFTPLUS, Double.NaN)).isNaN();
  }

  @Test
  void divisionOfWholeNumbersFloors() {
    assertThat(ScalarFunctions.apply(Operator.FLOOR_DIVIDE, -1, 2)).isEqualTo(-1);
    assertThat(ScalarFunctions.apply(Operator.FLOOR_MODULO, -1, 2)).isEqualTo(1);
    assertThatThrownBy(() -> ScalarFunctions.apply(Operator.FLOOR_DIVIDE, 0.5, 2))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void everyOperatorHasAValue() {
    for (Operator operator : Operator.values()) {
      double value =
          operator.arity() == 1
              ? ScalarFunctions.apply(operator, 1)
              : ScalarFunctions.apply(operator, 1, 1);
      assertThat(value).isFinite();
    }
  }

  @Test
  void drawsAreUniform() {
    long key = CounterRandom.key(1, 2, 3);
    double sum = 0;
    double squares = 0;
    int count = 100_000;
    for (int p = 0; p < count; p++) {
      double u = CounterRandom.uniform(key, p);
      assertThat(u).isBetween(0.0, Math.nextDown(1.0));
      assertThat((double) (float) u).isEqualTo(u);
      sum += u;
      squares += u * u;
    }
    assertThat(sum / count).isCloseTo(0.5, within(0.005));
    assertThat(squares / count).isCloseTo(1 / 3.0, within(0.005));
  }

  /** The first numbers of SplitMix64 with seed 1234567, as published with the algorithm. */
  @Test
  void drawsFollowTheGenerator() {
    long state = 1234567;
    state += CounterRandom.GAMMA;
    assertThat(CounterRandom.mix(state)).isEqualTo(6457827717110365317L);
    state += CounterRandom.GAMMA;
    assertThat(CounterRandom.mix(state)).isEqualTo(3203168211198807973L);
  }

  @Test
  void anyPartOfTheKeyChangesTheDraws() {
    Random random = new Random(3);
    for (int round = 0; round < 1000; round++) {
      long seed = random.nextLong();
      long step = random.nextInt(10_000);
      int site = random.nextInt(100);
      long key = CounterRandom.key(seed, step, site);
      assertThat(CounterRandom.key(seed + 1, step, site)).isNotEqualTo(key);
      assertThat(CounterRandom.key(seed, step + 1, site)).isNotEqualTo(key);
      assertThat(CounterRandom.key(seed, step, site + 1)).isNotEqualTo(key);
    }
  }
}
