package dev.layerc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.diag.SpecException;
import dev.layerc.elaborate.SourceResolver;
import dev.layerc.emit.GeneratedFile;
import dev.layerc.emit.JavaClasses;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A net may be called anything but what its own classes need. */
class NetNamesTest {
  /** Uses whatever emitted code can use: whole numbers, noise, several outputs, an optimizer. */
  private static final String RICH =
      """
      net Zq : PRECISION {
        input  int<20> words[5], x[5, 3]
        target int<20> following[5], y[5, 2]
        h = append(words -> embedding(20, 6), x) -> lstm(4) -> dropout(0.3) -> rmsnorm -> turn
        output z = h -> dense(20)
        output s = h -> dense(2) -> tanh
        gradient x
        loss   cross_entropy(z, following) + mse(s, y)
        metric accuracy(z, following)
        train  adam(lr = 1e-3, clip = 1), batch = 4
      }
      layer turn : x[..., D] -> y[..., D] {
        param W[D, D] = orthogonal()
        param v[D] = normal(0.3)
        y[..., i] = v[i] + sum[j] W[i, j] * x[..., j]
      }
      """;

  private static final Pattern NOT_CODE =
      Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])'");
  private static final Pattern CLASS = Pattern.compile("(?<![\\w.])[A-Z]\\w*[a-z]\\w*");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import [\\w.]*\\.(\\w+);");

  private static List<CompiledNet> compile(String text) {
    return new NetCompiler(CompilerOptions.inPackage("com.acme"))
        .compile(new SourceFile("net.nn", text), SourceResolver.none(), new DiagnosticLog());
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "double"})
  void everyClassThatEmittedCodeNamesIsKnown(String type) {
    for (GeneratedFile file : compile(RICH.replace("PRECISION", type)).get(0).files()) {
      String code = NOT_CODE.matcher(file.text()).replaceAll("");
      assertThat(CLASS.matcher(code).results().map(found -> found.group()))
          .filteredOn(name -> !name.startsWith("Zq"))
          .allMatch(JavaClasses::areHiddenBy);
      assertThat(IMPORT.matcher(code).results().map(found -> found.group(1)))
          .allMatch(JavaClasses::areHiddenBy);
    }
  }

  @Test
  void refusesAClassOfJava() {
    assertThatThrownBy(() -> compile("net Set { input x[2] output y = x -> tanh }"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("could not use Java's own Set");
  }

  @Test
  void refusesAFileOfAnotherNet() {
    String x = "net X { input x[2] output y = x -> tanh }\n";
    assertThatThrownBy(() -> compile(x + "net XMath { input x output y = x -> relu }"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(
            "net XMath would have the file com/acme/XMath.java, which net X has already");
    assertThatThrownBy(() -> compile(x + "net x { input a output y = a -> relu }"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("net x would have the file");
    assertThat(compile(x + "net XMaths { input x output y = x -> relu }")).isNotEmpty();
  }

  @Test
  void takesEveryOtherName() {
    String nets =
        """
        net Tensor { input x output y = x -> tanh }
        net Weights { input x output y = x -> tanh }
        net Record { input x output y = x -> tanh }
        net Class { input x output y = x -> tanh }
        net Deprecated { input x output y = x -> tanh }
        """;
    assertThat(Emitted.load(compile(nets))).hasSize(5);
  }

  /** {@code hTile4x2} is the name that a tile of {@code h} would have, and {@code hSum4}. */
  @Test
  void aValueMayBeNamedLikeATileOfAnother() {
    ThreeWays.check(
        """
        net Named {
          input x[64]
          target y[64]
          param A[64, 64] = glorot(64, 64)
          param B[64, 64] = glorot(64, 64)
          param C[64, 64] = glorot(64, 64)
          h[o] = sum[i] A[o, i] * x[i]
          h_tile4x2[o] = sum[i] B[o, i] * h[i]
          h_sum4[o] = sum[i] C[o, i] * h_tile4x2[i]
          output z = h_sum4
          loss mse(h_sum4, y)
        }
        """,
        5,
        1);
  }
}
