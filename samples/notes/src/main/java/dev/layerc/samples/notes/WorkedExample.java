package dev.layerc.samples.notes;

/**
 * The 2-3-1 net of the lecture with its numbers. For one sample the gradient of a layer's biases is
 * the layer's δ = ∂loss/∂z, which is why the δ of the notes are read from there.
 */
final class WorkedExample {
  static final double[] X = {0.5, 0.3};
  static final double[] Y = {1};
  private static final double[] W1 = {0.2, 0.4, 0.1, 0.3, 0.5, -0.2};
  private static final double[] B1 = {0.1, -0.1, 0.05};
  private static final double[] W2 = {0.3, -0.2, 0.4};
  private static final double[] B2 = {-0.2};

  private WorkedExample() {}

  /** The net with the parameters of the notes. */
  static TwoThreeOne net() {
    TwoThreeOne net = TwoThreeOne.initialize(0);
    TwoThreeOneParameters parameters = net.parameters();
    parameters.set("dense1.W", W1);
    parameters.set("dense1.b", B1);
    parameters.set("dense2.W", W2);
    parameters.set("dense2.b", B2);
    return net;
  }

  static Forward forward(TwoThreeOne net) {
    Forward values = new Forward(new double[3], new double[3], new double[1], new double[1]);
    net.predict(X, values.z1, values.a1, values.z2, values.p, net.newPredictionWorkspace(1));
    return values;
  }

  /** The derivatives of the loss of the one sample. */
  static TwoThreeOneGradients backward(TwoThreeOne net) {
    TwoThreeOneGradients gradients = net.newGradients();
    net.gradient(X, Y, 1, gradients, net.newWorkspace(1));
    return gradients;
  }

  /** What a forward pass computes, in its order. */
  static final class Forward {
    final double[] z1;
    final double[] a1;
    final double[] z2;
    final double[] p;

    private Forward(double[] z1, double[] a1, double[] z2, double[] p) {
      this.z1 = z1;
      this.a1 = a1;
      this.z2 = z2;
      this.p = p;
    }
  }
}
