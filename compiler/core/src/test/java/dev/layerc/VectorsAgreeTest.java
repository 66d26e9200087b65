package dev.layerc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.layerc.GradientCases.Case;
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

  @Test
  void thereAreCases() {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(3);
  }
}
