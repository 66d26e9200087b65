package dev.layerc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.elaborate.SourceResolver;
import dev.layerc.emit.GeneratedFile;
import dev.layerc.equation.EquationPrinter;
import dev.layerc.loop.Buffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What nobody asks for is not in the backward pass, nor in the emitted classes. */
class DeadCodeTest {
  private static final String LAYERS =
      """
      net Layers {
        input  x[40]
        target int<3> label
        z = x -> %s dense(32) -> relu -> %s dense(24) -> tanh -> dense(3)
        output p = z -> softmax
        loss   cross_entropy(z, label)
        train  adam(), batch = 8
      }
      """;

  private static CompiledNet compile(String text) {
    return new NetCompiler(CompilerOptions.inPackage("com.acme"))
        .compile(new SourceFile("net.nn", text), SourceResolver.none(), new DiagnosticLog())
        .get(0);
  }

  private static String backward(CompiledNet net) {
    return EquationPrinter.fullNames().print(net.derived().backward());
  }

  private static String emittedBackward(CompiledNet net) {
    return net.files().stream()
        .filter(file -> file.className().endsWith("Backward"))
        .map(GeneratedFile::text)
        .findFirst()
        .orElseThrow();
  }

  private static Stream<String> trainingBuffers(CompiledNet net) {
    return net.loops().trainingBuffers().stream().map(Buffer::name);
  }

  @Test
  void theFirstLayerHasNoGradientOfItsInput() {
    CompiledNet net = compile(String.format(LAYERS, "", ""));
    assertThat(backward(net))
        .isEqualTo(
            """
            dz[o] = p[o] - (label == o ? 1 : 0)
            dense3.db[o] = sum[batch] dz[o]
            dense3.dW[o,i] = sum[batch] dz[o]*tanh1.y[i]
            dense2.dy[i] = (sum[o] dz[o]*dense3.W[o,i])*(1 - tanh1.y[i]*tanh1.y[i])
            dense2.db[o] = sum[batch] dense2.dy[o]
            dense2.dW[o,i] = sum[batch] dense2.dy[o]*relu1.y[i]
            dense1.dy[i] = relu1.y[i] > 0 ? sum[o] dense2.dy[o]*dense2.W[o,i] : 0
            dense1.db[o] = sum[batch] dense1.dy[o]
            dense1.dW[o,i] = sum[batch] dense1.dy[o]*x[i]
            """);
  }

  /** No dW and db of the frozen layer; what lies before it still needs the way through it. */
  @Test
  void aFrozenLayerHasNoGradientsOfItsParameters() {
    CompiledNet net = compile(String.format(LAYERS, "", "frozen"));
    assertThat(backward(net))
        .contains("dense1.dW", "dense2.W")
        .doesNotContain("dense2.dW", "dense2.db");
    assertThat(emittedBackward(net))
        .contains("gradients.dense1W", "gradients.dense3W")
        .doesNotContain("dense2.dW", "dense2.db", "gradients.dense2");
  }

  /** Before the first trained layer there is no backward pass at all. */
  @Test
  void whatOnlyFrozenLayersNeedIsGone() {
    CompiledNet net = compile(String.format(LAYERS, "frozen", "frozen"));
    assertThat(backward(net))
        .isEqualTo(
            """
            dz[o] = p[o] - (label == o ? 1 : 0)
            dense3.db[o] = sum[batch] dz[o]
            dense3.dW[o,i] = sum[batch] dz[o]*tanh1.y[i]
            """);
    assertThat(emittedBackward(net)).doesNotContain("dense1", "dense2", "relu1", "x[");
  }

  /** The values before an activation, which its derivative in result form does not read. */
  @Test
  void whatTheBackwardPassDoesNotReadIsNotKept() {
    CompiledNet net = compile(String.format(LAYERS, "", ""));
    assertThat(trainingBuffers(net)).contains("relu1Y").doesNotContain("dense1Y", "dense2Y", "dx");
  }

  /** By hand: dx = y * (dy - sum(dy * y)). */
  @Test
  void softmaxHasTheTermsOfTheHandDerivation() {
    String softmax =
        """
        net Softmax : double {
          input  x[5]
          output y = x -> softmax
          target t[5]
          loss   mse(y, t)
          gradient x
        }
        """;
    assertThat(backward(compile(softmax)))
        .isEqualTo(
            """
            dy[i] = 0.4*(y[i] - t[i])
            dy_lse = -sum[i] dy[i]*y[i]
            dx[i] = y[i]*(dy[i] + dy_lse)
            """);
  }

  /**
   * By hand, with {@code h} the normalised x, {@code s} its deviation and {@code dh = dy * g}:
   *
   * <pre>dx = dh / s - h / s * mean(dh * h) - mean(dh) / s</pre>
   *
   * Three terms and two sums; {@code 2 * dv_sum * d} is the second. What the variance owes to the
   * mean, a sum of {@code x - m}, is zero and is not there.
   */
  @Test
  void batchnormHasTheTermsOfTheHandDerivation() {
    String batchnorm =
        """
        net Batchnorm : double {
          input  x[3, 5]
          target t[3, 5]
          output y = x -> batchnorm
          loss   mse(y, t)
          gradient x
        }
        """;
    assertThat(backward(compile(batchnorm)))
        .isEqualTo(
            """
            dy_quotient[c,i] = 0.13333333333333333*(y[c,i] - t[c,i])*batchnorm1.g[c]
            batchnorm1.dv_sum[c] = -((sum[batch, i] dy_quotient[c,i]*y_quotient[c,i]) / y_sqrt[c] * (0.5 / y_sqrt[c]) * (1 / (5*size(batch))))
            batchnorm1.dd_quotient[c] = 1 / y_sqrt[c]
            batchnorm1.dm_sum[c] = -((batchnorm1.dd_quotient[c] * sum[batch, i] dy_quotient[c,i])*(1 / (5*size(batch))))
            dx[c,i] = dy_quotient[c,i]*batchnorm1.dd_quotient[c] + 2*(batchnorm1.dv_sum[c]*batchnorm1.d[c,i]) + batchnorm1.dm_sum[c]
            """);
  }
}
