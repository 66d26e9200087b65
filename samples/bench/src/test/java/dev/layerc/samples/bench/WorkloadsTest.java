package dev.layerc.samples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The work is the same as that of the other programs: the figures are those that C, PyTorch and
 * ONNX Runtime printed.
 */
class WorkloadsTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @CsvSource({"W1, 0.397455", "W2, 0.118703", "W5i, 0.101951", "W7i, 0.027428"})
  void theFirstOutputIsThatOfTheOthers(String workload, double expected) {
    Step step = Workloads.named(workload).start(Target.PLAIN);
    assertThat((double) step.run(0)).isCloseTo(expected, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "W3b1, 200, 2.318335",
    "W3b32, 100, 2.214018",
    "W3b128, 100, 2.185589",
    "W4, 20, 2.216978",
    "W5t, 100, 2.298457",
    "W6, 400, 0.659279",
    "W7t, 50, 0.083140"
  })
  void theLossFallsAsThatOfTheOthers(String workload, int steps, double expected) {
    Step step = Workloads.named(workload).start(Target.PLAIN);
    assertThat(meanLoss(step, 0, steps)).isCloseTo(expected, within(5e-6));
  }

  /**
   * At step 1,429 of W3b1 a unit's sum is 0 but for its last bits: on which side of relu it falls,
   * and with it the steps from there on, the rounding decides.
   */
  @ParameterizedTest
  @CsvSource({"W3b1, 1400, 1.684181", "W6, 4000, 0.006164"})
  void theLossEndsAsThatOfTheOthers(String workload, int steps, double expected) {
    Step step = Workloads.named(workload).start(Target.PLAIN);
    meanLoss(step, 0, steps - steps / 10);
    assertThat(meanLoss(step, steps - steps / 10, steps)).isCloseTo(expected, within(2e-6));
  }

  private static double meanLoss(Step step, int from, int to) {
    double sum = 0;
    for (int k = from; k < to; k++) {
      sum += step.run(k);
    }
    return sum / (to - from);
  }

  static List<Workload> all() {
    return Workloads.ALL;
  }

  /** The JDK's own power function, which Adam's factors need, allocates until it is compiled. */
  private static void compilePower() {
    double sum = 0;
    long before;
    do {
      before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100_000; i++) {
        sum += StrictMath.pow(0.9, i);
      }
    } while (THREADS.getCurrentThreadAllocatedBytes() > before);
    assertThat(sum).isPositive();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aStepAllocatesNothing(Workload workload) {
    compilePower();
    Step step = workload.start(Target.PLAIN);
    meanLoss(step, 0, 4);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    meanLoss(step, 4, 8);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as("bytes in 4 steps").isZero();
  }

  @Test
  void operationsAreThoseOfTheComparison() {
    assertThat(Workloads.named("W1").operations()).isEqualTo(2 * (64 + 256 + 48));
    assertThat(Workloads.named("W3b32").operations())
        .isEqualTo(32 * (6 * (784 * 128 + 1280) - 2 * 784 * 128));
  }

  @Test
  void anUnknownNameIsTold() {
    assertThatThrownBy(() -> Workloads.named("W9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no workload W9 among [W1, W2");
    assertThatThrownBy(() -> Contestant.named("gpu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no gpu in this build, but [plain, simd");
  }
}
