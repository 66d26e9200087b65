package dev.layerc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.layerc.GradientCases.Case;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Target simd gives the interpreter's numbers: full vectors, ends of rows, rows too short. */
class VectorsAgreeTest {
  private static final List<Integer> BATCHES = List.of(1, 3, 5, 17);

  static List<Case> cases() {
    return GradientCases.in(GradientCases.VECTORS);
  }

  @BeforeAll
  static void skipsWhereRegistersAreNarrow() {
    assumeTrue(ThreeWays.hasWideVectors(), "this processor has no vectors of 256 bits");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inDouble(Case nets) {
    ThreeWays.checkVectors(nets.text(), BATCHES, 5);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inFloat(Case nets) {
    ThreeWays.checkVectorsInFloat(nets.text(), BATCHES, 5);
  }

  /** Nothing but choices, at zeros of both signs, equal numbers and infinity. */
  @Test
  void choicesAtSpecialNumbers() {
    String text =
        """
        layer bent : x[C, N] -> y[C, N] {
          y[c, i] = x[c, i] > 0 ? x[c, i] : x[c, i] <= -1 ? 2 : -x[c, i] * x[c, i]
        }
        net Special {
          input  x[1, 4, 40]
          target y[2, 20]
          output z = x -> maxpool(2) -> reshape(2, 20) -> bent
          loss   weighed(z, y)
          gradient x
        }
        layer weighed : z[C, N], w[C, N] -> l { l = sum[c, i] z[c, i] * w[c, i] }
        """;
    double[] special = {0, -0.0, 1, -1, 0.5, 1, Double.POSITIVE_INFINITY, -0.0, 0, -2};
    ThreeWays.checkVectors(
        text,
        17,
        5,
        given ->
            given.values().stream()
                .filter(values -> values.length == 17 * 160)
                .forEach(x -> Arrays.setAll(x, i -> special[i * 7 % 31 % special.length])));
  }

  @Test
  void thereAreCases() {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(3);
  }
}
