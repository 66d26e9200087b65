package dev.layerc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.equation.ElementType;
import dev.layerc.equation.Precision;
import dev.layerc.equation.Program;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetCheckTest {
  private static final Tensor X = new Tensor("x", Role.INPUT, ElementType.REAL, List.of(4), true);
  private static final Program PROGRAM =
      new Program(
          "Squares",
          Precision.DOUBLE,
          List.of(X),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          List.of(),
          List.of(X),
          Optional.empty());

  /** Computes the sum of squares, and {@code slope} times x as its gradient: 2 is right. */
  private record Squares(double slope) implements Engine {
    @Override
    public Map<String, double[]> predict(Example example) {
      return Map.of();
    }

    @Override
    public Evaluation evaluate(Example example) {
      return new Evaluation(Arrays.stream(example.get("x")).map(x -> x * x).sum(), Map.of());
    }

    @Override
    public GradientPass differentiate(Example example) {
      double[] gradient = Arrays.stream(example.get("x")).map(x -> slope * x).toArray();
      return new GradientPass(evaluate(example).loss(), Map.of(), Map.of("x", gradient));
    }

    @Override
    public void setParameter(String name, double[] values) {
      throw new AssertionError(name);
    }
  }

  @Test
  void aRightGradientPasses() {
    assertThat(check(new Squares(2), new Squares(2))).allMatch(NetCheck.Line::passed);
  }

  @Test
  void aPlantedWrongDerivativeIsCaught() {
    List<NetCheck.Line> lines = check(new Squares(2.001), new Squares(2.001));
    assertThat(lines.get(0).passed()).isFalse();
    assertThat(lines.get(0).inTable(8)).contains("x ", "derived", "measured", "FAIL");
  }

  @Test
  void emittedCodeThatDiffersFromTheEquationsIsCaught() {
    List<NetCheck.Line> lines = check(new Squares(2), new Squares(2 + 1e-7));
    assertThat(lines.get(0).passed()).isTrue();
    assertThat(lines.get(1).passed()).isFalse();
  }

  private static List<NetCheck.Line> check(Engine emitted, Engine interpreted) {
    List<NetCheck.Line> lines = new ArrayList<>();
    new NetCheck(PROGRAM, 1, 40, 1e-6).run(emitted, interpreted, List.of(X), lines::add);
    return lines;
  }
}
