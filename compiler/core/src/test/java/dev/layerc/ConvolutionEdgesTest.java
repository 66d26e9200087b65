package dev.layerc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.elaborate.SourceResolver;
import dev.layerc.loop.Code;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import dev.layerc.schedule.Target;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Gradients of what convolutions read are sums that reach beyond the edges of what these make: the
 * terms there are left out where they are many, and the others are all there.
 */
class ConvolutionEdgesTest {
  private static final List<Integer> BATCHES = List.of(1, 3, 21);

  private static final String NET =
      """
      net Edges {
        input  x[%s]
        target y[3]
        output z = x -> %s -> tanh -> flatten -> dense(3)
        loss   mse(z, y)
        train  sgd(lr = 0.1), batch = 16
        gradient x
      }
      layer conv3d(channels, size)
          : x[C, H, W, D] -> y[channels, H - size + 1, W - size + 1, D - size + 1] {
        param K[channels, C, size, size, size] = he(C*size*size*size)
        y[o, i, j, t] = sum[c, k, l, m] K[o, c, k, l, m] * x[c, i + k, j + l, t + m]
      }
      """;

  /** What has a loop that does not begin at 0, or bounds of a panel's terms. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2,8,8   conv2d(5, size = 5)",
        "6,7,9   conv2d(8, size = 4)",
        "4,6,6   conv2d(40, size = 5)",
        "40,6,6  conv2d(5, size = 5)",
        "3,14    conv1d(6, size = 6)",
        "3,13,12 conv2d(6, size = 3, dilation = 3)",
        "2,11,11 conv2d(6, size = 5, stride = 2)",
        "2,4,4,4 conv3d(channels = 5, size = 3)",
      })
  void leavesTermsOut(String layer) {
    assertThat(hasBounds(textOf(layer))).isTrue();
    check(textOf(layer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3,5,5   conv2d(6, size = 1)",
        "3,4,4   conv2d(6, size = 4)",
        "3,5,5   conv2d(6, size = 5, pad = 4)",
        "3,1,7   conv2d(6, size = 3, pad = 1)",
        "3,7,1   conv2d(6, size = 3, pad = 1)",
        "3,4,5   conv2d(6, size = 3, pad = 1, stride = 2)",
        "3,10,9  conv2d(6, size = 4, stride = 3)",
        "3,9,10  conv2d(6, size = 2, stride = 3)",
        "3,8,9   conv2d(6, size = 3, dilation = 2, stride = 2)",
        "3,8     conv1d(5, size = 4, pad = 1)",
        "3,9     conv1d(20, size = 9)",
        "3,10    conv1d(6, size = 6)",
        "3,4,4   conv_transpose2d(5, size = 4, stride = 2, pad = 1)",
        "3,4,4   conv_transpose2d(5, size = 3)",
      })
  void isRightAtEdges(String layer) {
    check(textOf(layer));
  }

  private static String textOf(String layer) {
    int gap = layer.indexOf(" ");
    return NET.formatted(layer.substring(0, gap), layer.substring(gap).strip());
  }

  private static void check(String text) {
    ThreeWays.checkInFloat(text, 5, 5);
    assumeTrue(ThreeWays.hasWideVectors(), "this processor has no vectors of 256 bits");
    ThreeWays.checkVectorsInFloat(text, BATCHES, 5);
  }

  /** True where a loop of the gradients, in target simd, begins at a maximum. */
  private static boolean hasBounds(String text) {
    List<CompiledNet> nets =
        new NetCompiler(CompilerOptions.inPackage("generated").withTarget(Target.SIMD))
            .compile(new SourceFile("test.nn", text), SourceResolver.none(), new DiagnosticLog());
    return nets.get(0).loops().backward().orElseThrow().methods().stream()
        .map(Method::body)
        .anyMatch(ConvolutionEdgesTest::hasLoopFromMaximum);
  }

  private static boolean hasLoopFromMaximum(List<Statement> statements) {
    boolean[] found = {false};
    statements.forEach(
        statement ->
            LoopRewriter.forEachValue(
                statement,
                value ->
                    found[0] |=
                        value instanceof Value.Operation operation
                            && operation.code() == Code.INT_MAX));
    return found[0];
  }
}
