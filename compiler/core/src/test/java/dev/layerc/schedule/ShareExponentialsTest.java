package dev.layerc.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.DeriveProgram;
import dev.layerc.NetCompiler;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.elaborate.SourceResolver;
import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.EquationPrinter;
import dev.layerc.equation.Program;
import dev.layerc.equation.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShareExponentialsTest {

  @Test
  void aSoftmaxTakesEachExponentialOnce() {
    assertThat(text(of("input x[4]; output p = x -> softmax").inference()))
        .containsExactly(
            "p max = max[k] x[k]",
            "p exponentials[i] = exp(x[i] - p max)",
            "p sum = sum[k] p exponentials[k]",
            "p[i] = p exponentials[i] / p sum");
  }

  @Test
  void aLogarithmThatIsReadIsKept() {
    assertThat(
            text(
                of("""
                   input x[4]; target int<4> y; param b[4] = 0
                   z[i] = x[i] + b[i]; output p = z -> softmax
                   loss cross_entropy(z, y); train sgd(lr = 0.1)
                   """)
                    .forward()))
        .contains("p_lse = abs(p max) < inf ? p max + log(p sum) : p max");
  }

  @Test
  void aMaskOfTheSumIsOneOfTheResults() {
    String masked =
        """
        input x[3, 3]
        output p = x -> masked
        """;
    String layer =
        """
        layer masked : x[T, U] -> y[T, U] {
          y[t, u] = u < t ? exp(x[t, u] - lse[v where v < t] x[t, v]) : 0
        }
        """;
    assertThat(text(of(masked, layer).inference()))
        .contains(
            "p max[t] = max[v where v < t] x[t,v]",
            "p[t,u] = u < t ? p exponentials[t,u] / p sum[t] : 0");
  }

  @Test
  void otherSumsOfExponentialsStayAsTheyAre() {
    String text = "input x[4]; input z[4]; l = lse[k] x[k]; q[i] = exp(z[i] - l); output p = q";
    assertThat(text(of(text).inference())).noneMatch(line -> line.contains("exponentials"));
  }

  private static List<String> text(List<Step> steps) {
    return steps.stream()
        .flatMap(step -> step.equations().stream())
        .map(EquationPrinter.fullNames()::print)
        .toList();
  }

  private static DerivedProgram of(String body) {
    return of(body, "");
  }

  private static DerivedProgram of(String body, String layers) {
    SourceFile source =
        new SourceFile("test.nn", layers + "net Test {\n" + body.replace("; ", "\n") + "\n}\n");
    Program program =
        NetCompiler.elaborate(source, SourceResolver.none(), new DiagnosticLog()).get(0);
    return ShareExponentials.in(DeriveProgram.of(program, DeriveProgram.Gradients.AS_SPECIFIED));
  }
}
