package dev.layerc.equation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Applies an optimizer's scalar equations to arrays of weights, number by number, in double; the
 * reference for the emitted update. It keeps the moments and counts the steps.
 */
public final class OptimizerInterpreter {
  private static final Interpreter.Settings SCALAR = Interpreter.Settings.prediction(1);

  private final Optimizer optimizer;
  private final Map<Tensor, List<double[]>> moments = new LinkedHashMap<>();
  private long step;

  public OptimizerInterpreter(Optimizer optimizer) {
    this.optimizer = optimizer;
  }

  /** The number of steps made. */
  public long step() {
    return step;
  }

  /**
   * One step: changes {@code weights} in place. {@code gradients} are those of the mean over the
   * batch, of the same parameters; their Euclidean norm, all together, is taken before anything is
   * changed.
   */
  public void apply(Map<Tensor, double[]> weights, Map<Tensor, double[]> gradients) {
    step++;
    double norm = norm(weights, gradients);
    weights.forEach(
        (parameter, values) -> apply(parameter, values, gradients.get(parameter), norm));
  }

  private static double norm(Map<Tensor, double[]> weights, Map<Tensor, double[]> gradients) {
    double squares = 0;
    for (Tensor parameter : weights.keySet()) {
      for (double g : gradients.get(parameter)) {
        squares += g * g;
      }
    }
    return Math.sqrt(squares);
  }

  private void apply(Tensor parameter, double[] values, double[] gradient, double norm) {
    List<double[]> state =
        moments.computeIfAbsent(parameter, absent -> firstMoments(values.length));
    for (int i = 0; i < values.length; i++) {
      Map<Tensor, double[]> scalars = scalars(values[i], gradient[i], norm);
      for (int m = 0; m < state.size(); m++) {
        scalars.put(optimizer.moments().get(m).tensor(), new double[] {state.get(m)[i]});
      }
      Interpreter.run(List.copyOf(optimizer.equations()), scalars, SCALAR);
      for (int m = 0; m < state.size(); m++) {
        state.get(m)[i] = scalars.get(optimizer.moments().get(m).next())[0];
      }
      values[i] = scalars.get(optimizer.nextWeight())[0];
    }
  }

  private List<double[]> firstMoments(int size) {
    List<double[]> first = new ArrayList<>();
    for (Optimizer.Moment moment : optimizer.moments()) {
      double[] values = new double[size];
      Arrays.fill(values, moment.initial());
      first.add(values);
    }
    return first;
  }

  private Map<Tensor, double[]> scalars(double weight, double gradient, double norm) {
    Map<Tensor, double[]> scalars = new LinkedHashMap<>();
    scalars.put(optimizer.weight(), new double[] {weight});
    scalars.put(optimizer.gradient(), new double[] {gradient});
    scalars.put(optimizer.step(), new double[] {step});
    optimizer.norm().ifPresent(tensor -> scalars.put(tensor, new double[] {norm}));
    return scalars;
  }
}
