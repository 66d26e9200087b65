package dev.layerc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A layer whose weights are more than the second cache holds: its terms are added block by block,
 * and in vectors its weights are packed into panels.
 */
class LongSumsTest {
  private static final String NET =
      """
      net Large {
        input  x[300]
        target y[3]
        output z = x -> dense(260) -> tanh -> dense(3)
        loss   mse(z, y)
        gradient x
      }
      """;

  @Test
  void inRows() {
    ThreeWays.checkInFloat(NET, 9, 3);
  }

  @Test
  void inVectors() {
    assumeTrue(ThreeWays.hasWideVectors(), "this processor has no vectors of 256 bits");
    ThreeWays.checkVectorsInFloat(NET, List.of(1, 35), 3);
  }
}
