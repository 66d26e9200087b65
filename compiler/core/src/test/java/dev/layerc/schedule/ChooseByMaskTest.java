package dev.layerc.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.CompiledNet;
import dev.layerc.CompilerOptions;
import dev.layerc.NetCompiler;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.elaborate.SourceResolver;
import dev.layerc.loop.LoopPrinter;
import dev.layerc.loop.Routine;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChooseByMaskTest {
  @Test
  void theMaskOfReluIsChosenWithoutABranch() {
    assertThat(code("input x[40]\n target y[50]", "output z = x -> dense(60) -> relu -> dense(50)"))
        .contains("dense1DyRow[i] = choose((relu1YRow[i] > 0), dense1DyRow[i], 0)");
  }

  @Test
  void conditionsOnDataAreChosenOneInTheOther() {
    assertThat(
            code(
                "input x[3, 8, 8]\n target y[4, 3, 3]",
                "output z = x -> conv2d(4, size = 3) -> relu -> maxpool(2)"))
        .contains("= choose((relu1YRow[(at + s)] > 0), choose((", "], 0), 0)");
  }

  @Test
  void placesOfAFewNumbersAreAssignedWithoutABranch() {
    assertThat(
            code(
                "input x[3, 8, 8]\n target y[4, 3, 3]",
                "output z = x -> conv2d(4, size = 3) -> maxpool(2)"))
        .contains("? 3 : place")
        .contains("best = choose((")
        .doesNotContain("if (conv");
  }

  @Test
  void fewChoicesASampleStay() {
    assertThat(code("input x[2]\n target y[1]", "output z = x -> dense(3) -> relu -> dense(1)"))
        .contains(" > 0) ? ")
        .doesNotContain("choose(");
    assertThat(code("input x[2]\n target y[1]", "output z = x -> dense(9) -> relu -> dense(1)"))
        .contains("choose((");
  }

  @Test
  void conditionsOnPlacesGuardWhatIsRead() {
    String layer = "layer beside : x[N] -> y[N] { y[n] = x[n] * (n < N - 1 ? x[n + 1] : 0) }\n";
    assertThat(code(layer, "input x[300]\n target y[200]", "output z = x -> dense(200) -> beside"))
        .contains("? ")
        .doesNotContain("choose(");
  }

  @Test
  void functionsAreComputedWhereTheyAreWanted() {
    String layer = "layer bent : x[N] -> y[N] { y[n] = x[n] > 0 ? x[n] : exp(x[n]) - 1 }\n";
    assertThat(code(layer, "input x[300]\n target y[200]", "output z = x -> dense(200) -> bent"))
        .contains("? exp(dense1YRow[o]) : 0)");
  }

  @Test
  void whatDataFindIsReadWhereItIsWanted() {
    String layer = "layer found : x[N], int<N> at[N] -> y[N] { y[n] = x[n] > 0 ? x[at[n]] : 0 }\n";
    assertThat(
            code(
                layer,
                "input x[300]\n input int<300> at[300]\n target y[300]",
                "output z = found(x, at)"))
        .contains("? x")
        .doesNotContain("choose(");
  }

  private static String code(String input, String output) {
    return code("", input, output);
  }

  private static String code(String layer, String input, String output) {
    String spec =
        layer
            + "net N : float {\n  "
            + input
            + "\n  "
            + output
            + "\n  loss mse(z, y)\n  train sgd(lr = 0.1), batch = 8\n}\n";
    CompiledNet net =
        new NetCompiler(CompilerOptions.inPackage(""))
            .compile(new SourceFile("n.nn", spec), SourceResolver.none(), new DiagnosticLog())
            .get(0);
    return Stream.concat(
            Stream.of(net.loops().predict()),
            Stream.of(net.loops().forward(), net.loops().backward()).flatMap(Optional::stream))
        .map(ChooseByMaskTest::text)
        .collect(Collectors.joining("\n"));
  }

  private static String text(Routine routine) {
    return routine.methods().stream().map(LoopPrinter::print).collect(Collectors.joining("\n"));
  }
}
