package dev.layerc.cli;

import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Interpreter;
import dev.layerc.equation.Program;
import dev.layerc.equation.Role;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates the equations as they stand, in double: slow, for comparison. */
final class InterpretedEngine implements Engine {
  private final DerivedProgram derived;
  private final Program program;
  private final Map<String, double[]> parameters;
  private final long seed;

  /**
   * {@code parameters} holds parameters and states; {@code seed} decides on the random numbers of
   * training, as that of a generated class does.
   */
  InterpretedEngine(DerivedProgram derived, NetValues parameters, long seed) {
    this.seed = seed;
    this.derived = derived;
    this.program = derived.source();
    this.parameters = new HashMap<>(parameters.values());
  }

  @Override
  public Map<String, double[]> predict(Example example) {
    Map<Tensor, double[]> values = given(example);
    Interpreter.run(derived.inference(), values, Interpreter.Settings.prediction(example.count()));
    Map<String, double[]> outputs = new LinkedHashMap<>();
    program.outputs().forEach(o -> outputs.put(o.name(), values.get(o.tensor())));
    return outputs;
  }

  @Override
  public Evaluation evaluate(Example example) {
    Map<Tensor, double[]> values = runTraining(derived.forward(), example, given(example));
    Map<String, Double> metrics = new LinkedHashMap<>();
    program.metrics().forEach(m -> metrics.put(m.name(), mean(values.get(m.tensor()))));
    return new Evaluation(loss(values), metrics);
  }

  @Override
  public GradientPass differentiate(Example example) {
    Map<Tensor, double[]> values = runTraining(derived.forward(), example, given(example));
    double loss = loss(values);
    runTraining(derived.backward(), example, values);
    Map<String, double[]> gradients = new LinkedHashMap<>();
    Map<String, double[]> inputs = new LinkedHashMap<>();
    derived
        .gradients()
        .forEach(
            (tensor, adjoint) ->
                (tensor.role() == Role.INPUT ? inputs : gradients)
                    .put(tensor.name(), EmittedEngine.mean(values.get(adjoint), example.count())));
    return new GradientPass(loss, gradients, inputs);
  }

  @Override
  public void setParameter(String name, double[] values) {
    parameters.put(name, values.clone());
  }

  private Map<Tensor, double[]> runTraining(
      List<Step> steps, Example example, Map<Tensor, double[]> values) {
    Interpreter.run(steps, values, Interpreter.Settings.training(example.count(), seed, 1));
    return values;
  }

  private double loss(Map<Tensor, double[]> values) {
    return mean(values.get(program.objective().orElseThrow()));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private Map<Tensor, double[]> given(Example example) {
    Map<Tensor, double[]> values = new HashMap<>();
    program.inputs().forEach(t -> values.put(t, example.get(t.name())));
    for (Tensor target : program.targets()) {
      if (example.holds(target.name())) {
        values.put(target, example.get(target.name()));
      }
    }
    program.parameters().forEach(p -> values.put(p.tensor(), parameters.get(p.tensor().name())));
    program.states().forEach(s -> values.put(s.tensor(), parameters.get(s.tensor().name())));
    return values;
  }
}
