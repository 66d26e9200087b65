package dev.layerc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.diag.SpecException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where a bound of the JVM cannot be kept, the compiler says so, with the place. */
class KeepBoundsTest {
  private static List<Diagnostic> warnings(String text) {
    DiagnosticLog log = new DiagnosticLog();
    new NetCompiler(CompilerOptions.inPackage("com.acme"))
        .compile(
            new SourceFile("large.nn", text),
            (user, path) -> {
              throw new IOException(path);
            },
            log);
    return log.warnings();
  }

  @Test
  void methodsThatHotSpotWouldNotCompileAreTold() {
    String terms =
        IntStream.range(0, 40)
            .mapToObj(i -> "f(x[i] + %d) * f(x[i] - %d)".formatted(i, i + 1))
            .collect(Collectors.joining(" + "));
    List<Diagnostic> warnings =
        warnings(
            """
            fn f(x) = x > 0 ? x * exp(x) + sin(x) : x < -1 ? x * cos(x) : tanh(x) / (1 + x * x)
            layer long : x[N] -> y[N] {
              y[i] = %s
            }
            net Wordy {
              input  x[500]
              output y = x -> long
            }
            """
                .formatted(terms));
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0).text())
        .startsWith("the method y takes up to ")
        .contains("HotSpot compiles none over 8000");
    assertThat(warnings.get(0).span().fileAndLine()).isEqualTo("large.nn:7");
  }

  @Test
  void moreTensorsThanAMethodCanTakeAreAnError() {
    String inputs =
        IntStream.range(0, 300).mapToObj(i -> "x" + i).collect(Collectors.joining(", "));
    String sum = inputs.replace(", ", " + ");
    String net = "net Many {\n  input  %s\n  output y = %s\n}\n".formatted(inputs, sum);
    assertThatThrownBy(() -> warnings(net))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("tensors at once");
  }

  @Test
  void ordinaryNetsAreNotTold() {
    assertThat(
            warnings(
                """
                net Plain {
                  input  x[64]
                  target int<10> label
                  z = x -> dense(32) -> relu -> dense(10)
                  output p = z -> softmax
                  loss   cross_entropy(z, label)
                  train  adam()
                }
                """))
        .isEmpty();
  }
}
