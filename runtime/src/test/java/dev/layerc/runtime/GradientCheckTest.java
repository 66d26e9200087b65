package dev.layerc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GradientCheckTest {
  private static double function(double[] x) {
    return Math.exp(x[0]) * x[1] + Math.sin(x[2]) + Math.max(x[3], 0);
  }

  private static final double[] POINT = {0.3, -2, 1, 3e-5};

  private static double[] gradient() {
    return new double[] {Math.exp(0.3) * -2, Math.exp(0.3), Math.cos(1), 1};
  }

  @Test
  void theRightGradientPassesEvenNearAKink() {
    GradientCheck.Result result =
        new GradientCheck(100, 1).check(GradientCheckTest::function, POINT, gradient());
    assertThat(result.error()).isLessThan(1e-8);
    assertThat(result.checked()).isEqualTo(4);
  }

  @Test
  void aPlantedMistakeIsCaughtAndNamed() {
    double[] wrong = gradient();
    wrong[2] *= -1;
    GradientCheck.Result result =
        new GradientCheck(100, 1).check(GradientCheckTest::function, POINT, wrong);
    assertThat(result.within(1e-6)).isFalse();
    assertThat(result.worst()).isEqualTo(2);
    assertThat(result.measured()).isBetween(0.5402, 0.5404);
  }

  @Test
  void aGradientThatIsNoNumberFails() {
    double[] wrong = gradient();
    wrong[1] = Double.NaN;
    assertThat(new GradientCheck(100, 1).check(GradientCheckTest::function, POINT, wrong).within(1))
        .isFalse();
  }

  @Test
  void zeroAgreesWithZero() {
    GradientCheck.Result result =
        new GradientCheck(2, 1).check(x -> 5, new double[3], new double[3]);
    assertThat(result.error()).isZero();
    assertThat(result.checked()).isEqualTo(2);
  }
}
