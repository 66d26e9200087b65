package dev.layerc.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.layerc.DeriveProgram;
import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Interpreter;
import dev.layerc.equation.Output;
import dev.layerc.equation.Parameter;
import dev.layerc.equation.Program;
import dev.layerc.equation.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Compares derived gradients with central differences of the program that they come from. */
public final class Numerically {
  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-6;

  private final Program program;
  private final DerivedProgram derived;
  private final int batch;
  private final Map<Tensor, double[]> given;

  private Numerically(
      Program program, DerivedProgram derived, int batch, Map<Tensor, double[]> given) {
    this.program = program;
    this.derived = derived;
    this.batch = batch;
    this.given = given;
  }

  /** Checks the gradients of every parameter and every wanted input, at random values. */
  public static DerivedProgram check(Program program) {
    DerivedProgram derived = DeriveProgram.of(program, DeriveProgram.Gradients.ALL);
    check(program, derived, 3, random(program, 3, new Random(7)));
    return derived;
  }

  public static DerivedProgram check(Program program, int batch, Map<Tensor, double[]> given) {
    DerivedProgram derived = DeriveProgram.of(program, DeriveProgram.Gradients.ALL);
    check(program, derived, batch, given);
    return derived;
  }

  static void check(
      Program program, DerivedProgram derived, int batch, Map<Tensor, double[]> given) {
    Numerically check = new Numerically(program, derived, batch, given);
    check.outputsAreTheSame();
    check.gradientsAreSlopes();
  }

  /** Everything that the derived program computes at {@code given}. */
  public static Map<Tensor, double[]> run(
      DerivedProgram derived, int batch, Map<Tensor, double[]> given) {
    Map<Tensor, double[]> values = copy(given);
    Interpreter.Settings settings = Interpreter.Settings.training(batch, 5, 1);
    Interpreter.run(derived.forward(), values, settings);
    Interpreter.run(derived.backward(), values, settings);
    return values;
  }

  static Map<Tensor, double[]> random(Program program, int batch, Random random) {
    Map<Tensor, double[]> given = new LinkedHashMap<>();
    program.inputs().forEach(t -> given.put(t, random(t, batch, random)));
    program.targets().forEach(t -> given.put(t, random(t, batch, random)));
    for (Parameter parameter : program.parameters()) {
      given.put(parameter.tensor(), random(parameter.tensor(), 1, random));
    }
    return given;
  }

  private static double[] random(Tensor tensor, int batch, Random random) {
    double[] values = new double[tensor.size() * (tensor.perSample() ? batch : 1)];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.isReal() ? random.nextGaussian() : random.nextInt(tensor.type().limit());
    }
    return values;
  }

  private void outputsAreTheSame() {
    Map<Tensor, double[]> wanted = copy(given);
    Interpreter.run(program.steps(), wanted, Interpreter.Settings.prediction(batch));
    Map<Tensor, double[]> inferred = copy(given);
    Interpreter.run(derived.inference(), inferred, Interpreter.Settings.prediction(batch));
    Map<Tensor, double[]> trained = run(derived, batch, given);
    Map<Tensor, double[]> training = copy(given);
    Interpreter.run(program.steps(), training, Interpreter.Settings.training(batch, 5, 1));
    for (Output output : program.outputs()) {
      assertThat(inferred.get(output.tensor()))
          .as(output.name())
          .containsExactly(wanted.get(output.tensor()), within(1e-12));
      assertThat(trained.get(output.tensor()))
          .as(output.name())
          .containsExactly(training.get(output.tensor()), within(1e-12));
    }
  }

  private void gradientsAreSlopes() {
    Map<Tensor, double[]> values = run(derived, batch, given);
    derived
        .gradients()
        .forEach(
            (tensor, adjoint) -> {
              double[] slopes = slopes(tensor);
              for (int i = 0; i < slopes.length; i++) {
                double scale = Math.max(1, Math.abs(slopes[i]));
                assertThat(values.get(adjoint)[i])
                    .as(adjoint.name() + " at " + i)
                    .isCloseTo(slopes[i], within(TOLERANCE * scale));
              }
            });
  }

  private double[] slopes(Tensor tensor) {
    double[] slopes = new double[given.get(tensor).length];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = (objective(tensor, i, STEP) - objective(tensor, i, -STEP)) / (2 * STEP);
    }
    return slopes;
  }

  /** The objective summed over the samples, one number being moved. */
  private double objective(Tensor moved, int place, double by) {
    Map<Tensor, double[]> values = copy(given);
    values.get(moved)[place] += by;
    Interpreter.run(program.steps(), values, Interpreter.Settings.training(batch, 5, 1));
    Tensor objective = program.objective().orElseThrow();
    double sum = 0;
    for (double value : values.get(objective)) {
      sum += value;
    }
    return objective.perSample() ? sum : sum * batch;
  }

  private static Map<Tensor, double[]> copy(Map<Tensor, double[]> values) {
    Map<Tensor, double[]> copy = new LinkedHashMap<>();
    values.forEach((tensor, array) -> copy.put(tensor, array.clone()));
    return copy;
  }
}
