package dev.layerc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.layerc.GradientCases.Case;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.elaborate.SourceResolver;
import dev.layerc.equation.Precision;
import dev.layerc.equation.RandomValues;
import dev.layerc.equation.Tensor;
import dev.layerc.schedule.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code train}, which moves each parameter as soon as its gradient is there, gives what {@code
 * gradient} and {@code apply} give, which keep all gradients.
 */
class TrainingStepTest {
  private static final int STEPS = 3;
  private static final List<Integer> BATCHES = List.of(1, 5, 8);

  static List<Case> cases() {
    return GradientCases.in(GradientCases.TRAINING);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void plain(Case nets) {
    check(Emitted.load(compile(nets, Target.PLAIN)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void simd(Case nets) {
    assumeTrue(ThreeWays.hasWideVectors(), "this processor has no vectors of 256 bits");
    check(Emitted.loadAnywhere(compile(nets, Target.SIMD)));
  }

  private static void check(List<Emitted> nets) {
    for (Emitted net : nets) {
      for (int batch : BATCHES) {
        Map<Tensor, double[]> given = RandomValues.of(net.net().program(), batch, 3);
        List<double[]> atOnce = parametersAfter(net, batch, given, true);
        List<double[]> apart = parametersAfter(net, batch, given, false);
        for (int i = 0; i < apart.size(); i++) {
          assertThat(largestDifference(atOnce.get(i), apart.get(i)))
              .as("%s, batch %d, parameter %d", net.net().name(), batch, i)
              .isLessThan(1e-11);
        }
      }
    }
  }

  private static double largestDifference(double[] got, double[] expected) {
    assertThat(got).hasSameSizeAs(expected);
    double largest = 0;
    for (int i = 0; i < got.length; i++) {
      double difference = Math.abs(got[i] - expected[i]);
      largest = Double.isNaN(difference) ? Double.NaN : Math.max(largest, difference);
    }
    return largest;
  }

  /** All parameters after some steps from the same start. */
  private static List<double[]> parametersAfter(
      Emitted net, int batch, Map<Tensor, double[]> given, boolean atOnce) {
    net.restart();
    List<Tensor> parameters =
        net.net().program().parameters().stream().map(parameter -> parameter.tensor()).toList();
    parameters.forEach(parameter -> net.set(parameter, given.get(parameter)));
    List<Object> arrays = new ArrayList<>();
    List<Tensor> handed = new ArrayList<>(net.net().program().inputs());
    handed.addAll(net.net().program().targets());
    handed.forEach(tensor -> arrays.add(Emitted.array(tensor, net.net(), given.get(tensor))));
    for (int step = 0; step < STEPS; step++) {
      if (atOnce) {
        net.train(arrays, batch);
      } else {
        net.gradient(arrays, batch);
        net.apply(batch);
      }
    }
    return parameters.stream().map(net::parameter).toList();
  }

  private static List<CompiledNet> compile(Case nets, Target target) {
    CompilerOptions options =
        CompilerOptions.inPackage("generated").withPrecision(Precision.DOUBLE).withTarget(target);
    List<CompiledNet> compiled =
        new NetCompiler(options)
            .compile(
                new SourceFile("test.nn", nets.text()), SourceResolver.none(), new DiagnosticLog());
    compiled.forEach(
        net ->
            assertThat(net.loops().step().isPresent())
                .as(net.name())
                .isEqualTo(!net.name().startsWith("Apart")));
    return compiled;
  }
}
