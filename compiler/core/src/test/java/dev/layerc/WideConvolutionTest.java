package dev.layerc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.elaborate.SourceResolver;
import dev.layerc.loop.Method;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Convolutions of so many channels that the gradients of their kernels are summed in rows of
 * copies: those of the channels that are made, or of windows over the channels that are read.
 */
class WideConvolutionTest {
  private static final String NET =
      """
      net Wide {
        input  x[%s]
        target y[4]
        output z = x -> %s -> tanh -> flatten -> dense(4)
        loss   mse(z, y)
        train  sgd(lr = 0.1), batch = 4
      }
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8,4,4   conv2d(48, size = 3)",
        "16,4,5  conv2d(20, size = 3, pad = 1)",
        "64,5,5  conv2d(20, size = 3, stride = 2)",
        "24,4,4  conv2d(48, size = 2, dilation = 2)",
        "16,6    conv1d(40, size = 5, pad = 2)",
      })
  void sumsGradientsInRowsOfCopies(String layer) {
    int gap = layer.indexOf(" ");
    String text = NET.formatted(layer.substring(0, gap), layer.substring(gap).strip());
    assertThat(methodsOfGradients(text)).anyMatch(name -> name.matches("\\w*Rows\\d+(By\\d+)?"));
    ThreeWays.checkInFloat(text, 2, 5);
  }

  private static List<String> methodsOfGradients(String text) {
    List<CompiledNet> nets =
        new NetCompiler(CompilerOptions.inPackage("generated"))
            .compile(new SourceFile("test.nn", text), SourceResolver.none(), new DiagnosticLog());
    return nets.get(0).loops().backward().orElseThrow().methods().stream()
        .map(Method::name)
        .toList();
  }
}
