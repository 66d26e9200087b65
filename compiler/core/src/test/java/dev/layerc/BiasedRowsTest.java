package dev.layerc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.layerc.equation.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Rows of sums that begin with a bias and end with a function, of lengths around those of vectors,
 * for batches around the number of rows that a tile takes.
 */
class BiasedRowsTest {
  private static final int[] LENGTHS = {1, 7, 8, 9, 15, 16, 17, 33};

  /** One net a length; wide enough to be loops. */
  private static final String NETS =
      IntStream.of(LENGTHS).mapToObj(BiasedRowsTest::net).collect(Collectors.joining());

  private static String net(int length) {
    return """
        net Rows%1$d {
          input  x[40]
          target y[%1$d]
          h = x -> dense(%1$d) -> tanh -> dense(40) -> relu
          output z = h -> dense(%1$d) -> sigmoid
          loss   mse(z, y)
        }
        """
        .formatted(length);
  }

  @Test
  void inRows() {
    ThreeWays.checkInFloat(NETS, 13, 4);
  }

  @Test
  void inVectors() {
    assumeTrue(ThreeWays.hasWideVectors(), "this processor has no vectors of 256 bits");
    ThreeWays.checkVectorsInFloat(NETS, List.of(1, 2, 13), 4);
  }

  /** The last two vectors of a row of 17 have lanes in common. */
  @Test
  void aNumberThatIsNoneStaysInItsPlace() {
    assumeTrue(ThreeWays.hasWideVectors(), "this processor has no vectors of 256 bits");
    ThreeWays.checkVectors(net(17), 13, 4, BiasedRowsTest::spoil);
  }

  private static void spoil(Map<Tensor, double[]> given) {
    given.forEach(
        (tensor, values) -> {
          if (tensor.name().equals("dense3.b")) {
            values[5] = Double.NaN;
            values[16] = Double.POSITIVE_INFINITY;
          }
        });
  }
}
