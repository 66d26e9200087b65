package dev.layerc.cli;

import java.util.Map;

/** Computes a network with its parameters: the emitted class, or the interpreter of equations. */
interface Engine {
  /** The outputs by name, the batch first. */
  Map<String, double[]> predict(Example example);

  /** The mean loss and the mean of each metric. */
  Evaluation evaluate(Example example);

  GradientPass differentiate(Example example);

  /** Sets a parameter or a state. */
  void setParameter(String name, double[] values);

  /** Mean loss, and metrics by name. */
  record Evaluation(double loss, Map<String, Double> metrics) {}
}
