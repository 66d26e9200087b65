package dev.layerc.samples.circuits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class CircuitsTest {
  private static final Random RANDOM = new Random(11);

  @Test
  void sumTimesAsInTheLecture() {
    expect(Circuits.sumTimes(-2, 5, -4), -12, -4, -4, 3);
  }

  @RepeatedTest(20)
  void scaledSum() {
    double a = number();
    double b = number();
    double c = number();
    expect(Circuits.scaledSum(a, b, c), 3 * (a + b * c), 3, 3 * c, 3 * b);
  }

  @RepeatedTest(20)
  void theSharedNodeAddsItsContributions() {
    double a = number();
    double b = number();
    double c = number();
    double d = number();
    double value = (a + b) * c + (a + b) * d;
    expect(Circuits.sharedSum(a, b, c, d), value, c + d, c + d, a + b, a + b);
  }

  @Test
  void maxRoutesToTheLarger() {
    expect(Circuits.largerTimes(2, 7, -3), -21, 0, -3, 7);
    expect(Circuits.largerTimes(7, 2, -3), -21, -3, 0, 7);
  }

  private static void expect(Evaluation evaluation, double value, double... gradient) {
    assertThat(evaluation.value()).isCloseTo(value, offset(1e-12));
    assertThat(evaluation.gradient()).containsExactly(gradient, offset(1e-12));
  }

  private static double number() {
    return RANDOM.nextInt(-8, 9) / 4.0;
  }
}
