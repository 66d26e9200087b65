package dev.layerc.samples.notes;

/** The sum of δ aᵀ over samples, and of δ: a dense layer's gradients. */
final class OuterProducts {
  private final double[] weights;
  private final double[] biases;

  OuterProducts(int units, int inputs) {
    weights = new double[units * inputs];
    biases = new double[units];
  }

  void add(double[] delta, double[] inputs) {
    for (int o = 0; o < delta.length; o++) {
      for (int i = 0; i < inputs.length; i++) {
        weights[o * inputs.length + i] += delta[o] * inputs[i];
      }
      biases[o] += delta[o];
    }
  }

  double[] weights() {
    return weights.clone();
  }

  double[] biases() {
    return biases.clone();
  }
}
