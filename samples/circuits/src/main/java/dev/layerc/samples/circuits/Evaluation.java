package dev.layerc.samples.circuits;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The value of a graph and its derivatives with respect to the inputs, in their order. */
final class Evaluation {
  private final double value;
  private final double[] gradient;

  Evaluation(double value, double... gradient) {
    this.value = value;
    this.gradient = gradient;
  }

  double value() {
    return value;
  }

  double[] gradient() {
    return gradient.clone();
  }

  @Override
  public String toString() {
    String derivatives =
        Arrays.stream(gradient).mapToObj(d -> Double.toString(d)).collect(Collectors.joining(", "));
    return value + ", gradient (" + derivatives + ")";
  }
}
