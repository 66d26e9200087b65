package dev.layerc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.GradientCases.Case;
import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Interpreter;
import dev.layerc.equation.Output;
import dev.layerc.equation.Program;
import dev.layerc.equation.RandomValues;
import dev.layerc.equation.Tensor;
import dev.layerc.explain.GradientNet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The printed equations are legal input, and compiled they are the same gradients. */
class GradientNetTest {
  private static final double TOLERANCE = 1e-9;

  static List<Case> cases() {
    return GradientCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesTheNumbersOfTheBackwardPass(Case nets) {
    for (DerivedProgram derived : ThreeWays.derive(nets.text())) {
      if (!derived.gradients().isEmpty()) {
        check(derived, nets);
      }
    }
  }

  private static void check(DerivedProgram derived, Case nets) {
    GradientNet printed = GradientNet.of(derived);
    Map<Tensor, double[]> given = RandomValues.of(derived.source(), nets.batch(), 11);
    nets.fix(given);
    Map<Tensor, double[]> expected = new LinkedHashMap<>(given);
    Interpreter.Settings settings = Interpreter.Settings.training(nets.batch(), 1, 1);
    Interpreter.run(derived.forward(), expected, settings);
    Interpreter.run(derived.backward(), expected, settings);
    Program program = compiled(printed.text());
    Map<String, double[]> byName = new LinkedHashMap<>();
    given.forEach((tensor, values) -> byName.put(printed.nameOf(tensor), values));
    Map<Tensor, double[]> values = new LinkedHashMap<>();
    takers(program).forEach(tensor -> values.put(tensor, byName.get(tensor.name())));
    Interpreter.run(program.steps(), values, settings);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (Output output : program.outputs()) {
      outputs.put(output.name(), output.tensor());
    }
    derived
        .gradients()
        .forEach(
            (of, gradient) -> {
              Tensor output = outputs.get(printed.nameOf(gradient));
              same(values.get(output), expected.get(gradient), printed.text());
            });
  }

  private static Program compiled(String text) {
    try {
      return ThreeWays.elaborate(text).get(0);
    } catch (RuntimeException e) {
      throw new AssertionError(text, e);
    }
  }

  private static List<Tensor> takers(Program program) {
    List<Tensor> takers = new ArrayList<>(program.inputs());
    program.parameters().forEach(parameter -> takers.add(parameter.tensor()));
    return takers;
  }

  /** An output that is the same for all samples has its numbers once for each. */
  private static void same(double[] got, double[] expected, String text) {
    assertThat(got.length % expected.length).as(text).isZero();
    for (int i = 0; i < got.length; i++) {
      double wanted = expected[i % expected.length];
      double scale = Math.max(1, Math.abs(wanted));
      assertThat(Math.abs(got[i] - wanted) <= TOLERANCE * scale).as(text).isTrue();
    }
  }
}
