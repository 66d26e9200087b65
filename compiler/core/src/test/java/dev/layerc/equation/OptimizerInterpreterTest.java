package dev.layerc.equation;

import static dev.layerc.equation.Terms.add;
import static dev.layerc.equation.Terms.divide;
import static dev.layerc.equation.Terms.multiply;
import static dev.layerc.equation.Terms.number;
import static dev.layerc.equation.Terms.read;
import static dev.layerc.equation.Terms.subtract;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptimizerInterpreterTest {
  private final Tensor w = scalar("w");
  private final Tensor g = scalar("g");
  private final Tensor step = scalar("step");
  private final Tensor norm = scalar("norm");
  private final Tensor m = scalar("m");
  private final Tensor mNext = scalar("m.next");
  private final Tensor wNext = scalar("w.next");
  private final Tensor a = tensor("a", 2);
  private final Tensor b = tensor("b", 1);

  private static Tensor scalar(String name) {
    return tensor(name);
  }

  private static Tensor tensor(String name, Integer... shape) {
    return new Tensor(name, Role.PARAMETER, ElementType.REAL, List.of(shape), false);
  }

  private static Expr get(Tensor tensor) {
    return read(tensor, new Expr[0]);
  }

  private Optimizer momentum(Expr direction, Optional<Tensor> withNorm) {
    Equation moment =
        Equation.gather(mNext, List.of(), add(multiply(number(0.5), get(m)), direction), null);
    Equation weight =
        Equation.gather(
            wNext, List.of(), subtract(get(w), multiply(number(0.1), get(mNext))), null);
    return new Optimizer(
        "momentum",
        w,
        g,
        step,
        withNorm,
        List.of(new Optimizer.Moment(m, 0, mNext)),
        List.of(moment, weight),
        wNext);
  }

  private Map<Tensor, double[]> weights() {
    Map<Tensor, double[]> weights = new LinkedHashMap<>();
    weights.put(a, new double[] {1, 2});
    weights.put(b, new double[] {3});
    return weights;
  }

  @Test
  void momentsAreKeptForEachNumber() {
    Optimizer optimizer = momentum(get(g), Optional.empty());
    assertThatCode(() -> ProgramVerifier.verify(optimizer)).doesNotThrowAnyException();
    OptimizerInterpreter run = new OptimizerInterpreter(optimizer);
    Map<Tensor, double[]> weights = weights();
    Map<Tensor, double[]> gradients = Map.of(a, new double[] {1, 0}, b, new double[] {2});
    run.apply(weights, gradients);
    run.apply(weights, gradients);
    assertThat(run.step()).isEqualTo(2);
    assertThat(weights.get(a)[0]).isCloseTo(1 - 0.1 - 0.15, within(1e-15));
    assertThat(weights.get(a)[1]).isEqualTo(2);
    assertThat(weights.get(b)[0]).isCloseTo(3 - 0.2 - 0.3, within(1e-15));
  }

  @Test
  void theNormIsThatOfTheWholeGradient() {
    OptimizerInterpreter run =
        new OptimizerInterpreter(momentum(divide(get(g), get(norm)), Optional.of(norm)));
    Map<Tensor, double[]> weights = weights();
    run.apply(weights, Map.of(a, new double[] {2, 1}, b, new double[] {2}));
    assertThat(weights.get(a)[0]).isCloseTo(1 - 0.1 * 2 / 3, within(1e-15));
    assertThat(weights.get(b)[0]).isCloseTo(3 - 0.1 * 2 / 3, within(1e-15));
  }

  @Test
  void theStepCountsFromOne() {
    OptimizerInterpreter run =
        new OptimizerInterpreter(momentum(divide(get(g), get(step)), Optional.empty()));
    Map<Tensor, double[]> weights = weights();
    run.apply(weights, Map.of(a, new double[] {1, 1}, b, new double[] {1}));
    assertThat(weights.get(b)[0]).isCloseTo(2.9, within(1e-15));
  }
}
