package dev.layerc;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Windows over one sample, in vectors: its planes are rows, what windows read is copied into one
 * array, and where each term of a sum lies there is looked up.
 */
class OneSampleWindowsTest {
  private static final String NET =
      """
      net Windows {
        input  x[%s]
        target y[3]
        output z = x -> %s -> flatten -> dense(3)
        loss   mse(z, y)
      }
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,28,28 conv2d(6, size = 5, pad = 2) -> relu -> maxpool(2)",
        "3,9,11  conv2d(5, size = 3) -> maxpool(3, stride = 2)",
        "2,9,9   conv2d(4, size = 2, stride = 3)",
        "2,10,7  conv2d(9, size = 3, dilation = 2, pad = 1)",
        "1,1,40  conv2d(3, size = 1, pad = 1)",
        "4,1,18  conv2d(8, size = 3, pad = 4)",
        "2,12,5  conv2d(17, size = 3, stride = 2, pad = 2) -> conv2d(2, size = 2)",
        "3,23    conv1d(8, size = 4, pad = 3)",
        "1,17    conv1d(1, size = 3) -> conv1d(5, size = 2, stride = 2)",
      })
  void agreesWithTheInterpreter(String layers) {
    assumeThat(ThreeWays.hasWideVectors()).as("vectors of 256 bits").isTrue();
    int gap = layers.indexOf(" ");
    String text = NET.formatted(layers.substring(0, gap), layers.substring(gap).strip());
    ThreeWays.checkVectors(text, List.of(1, 2), 5);
    ThreeWays.checkVectorsInFloat(text, List.of(1, 2), 5);
  }
}
