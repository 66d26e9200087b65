package dev.layerc.emit.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Powers against exact ones, and against those of {@code StrictMath}. */
final class PowerTest {
  private static final double[] OTHERS = {
    0.0,
    -0.0,
    1,
    -1,
    2,
    -3,
    0.5,
    1.5,
    1e300,
    1e-300,
    Double.MIN_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -2.5
  };

  /** What optimizers ask for: 0.999 to the number of the step. */
  @ParameterizedTest
  @ValueSource(doubles = {0.9, 0.99, 0.999, 0.9999, 0.5, -0.75, 1})
  void wholePowersAreExactToHalfAnUlp(double base) {
    for (int step : new int[] {0, 1, 2, 3, 10, 100, 1000, 2001, 5000}) {
      BigDecimal exact = new BigDecimal(base).pow(step, new MathContext(60));
      double expected = exact.doubleValue();
      if (Math.abs(expected) > 1e-290) {
        BigDecimal error = new BigDecimal(Power.pow(base, step)).subtract(exact).abs();
        double ulps = error.doubleValue() / Math.ulp(expected);
        assertThat(ulps).as("%s ^ %s", base, step).isLessThan(0.51);
      }
    }
  }

  @Test
  void decaysEndAtZero() {
    assertThat(Power.pow(0.9, 100_000_000)).isZero();
    assertThat(Power.pow(0.9, 8000)).isNotNaN().isBetween(0.0, 1e-290);
  }

  @Test
  void allOthersAreThoseOfJava() {
    for (double x : OTHERS) {
      for (double y : OTHERS) {
        assertThat(Double.compare(Power.pow(x, y), StrictMath.pow(x, y)))
            .as("%s ^ %s", x, y)
            .isZero();
      }
    }
  }
}
