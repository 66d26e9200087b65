package dev.layerc.samples.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** One layer with the loss that fits it: dW = (a - y) x', db = a - y, summed over the samples. */
class SingleLayerTest {
  private static final Offset<Double> EXACT = offset(1e-12);
  private static final int COUNT = 5;

  private final Samples samples = new Samples(21);

  @Test
  void sigmoidNeuronWithBinaryCrossEntropy() {
    Neuron net = Neuron.initialize(4);
    double[] x = samples.reals(COUNT * 3);
    double[] y = {1, 0, 0, 1, 1};
    NeuronGradients gradients = net.newGradients();
    net.gradient(x, y, COUNT, gradients, net.newWorkspace(COUNT));
    OuterProducts expected = new OuterProducts(1, 3);
    for (int s = 0; s < COUNT; s++) {
      double[] xs = Samples.sample(x, s, 3);
      expected.add(new double[] {net.predict(xs)[0] - y[s]}, xs);
    }
    assertThat(gradients.get("dense1.W")).containsExactly(expected.weights(), EXACT);
    assertThat(gradients.get("dense1.b")).containsExactly(expected.biases(), EXACT);
  }

  @Test
  void softmaxWithCrossEntropy() {
    FourClasses net = FourClasses.initialize(5);
    double[] x = samples.reals(COUNT * 3);
    int[] labels = samples.labels(COUNT, 4);
    FourClassesGradients gradients = net.newGradients();
    net.gradient(x, labels, COUNT, gradients, net.newWorkspace(COUNT));
    OuterProducts expected = new OuterProducts(4, 3);
    for (int s = 0; s < COUNT; s++) {
      double[] xs = Samples.sample(x, s, 3);
      double[] delta = net.predict(xs);
      delta[labels[s]] -= 1;
      expected.add(delta, xs);
    }
    assertThat(gradients.get("dense1.W")).containsExactly(expected.weights(), EXACT);
    assertThat(gradients.get("dense1.b")).containsExactly(expected.biases(), EXACT);
  }

  @Test
  void meanSquaredError() {
    MeanSquared net = MeanSquared.initialize(6);
    double[] x = samples.reals(COUNT * 3);
    double[] y = samples.reals(COUNT * 2);
    MeanSquaredGradients gradients = net.newGradients();
    net.gradient(x, y, COUNT, gradients, net.newWorkspace(COUNT));
    OuterProducts expected = new OuterProducts(2, 3);
    for (int s = 0; s < COUNT; s++) {
      double[] xs = Samples.sample(x, s, 3);
      double[] p = net.predict(xs);
      // Two outputs: d/dp of ((p0 - y0)² + (p1 - y1)²) / 2.
      expected.add(new double[] {p[0] - y[2 * s], p[1] - y[2 * s + 1]}, xs);
    }
    assertThat(gradients.get("dense1.W")).containsExactly(expected.weights(), EXACT);
  }

  @Test
  void aStepAveragesOverTheBatch() {
    Neuron net = Neuron.initialize(4);
    double[] x = samples.reals(COUNT * 3);
    double[] y = {1, 0, 0, 1, 1};
    double[] expected = net.parameters().get("dense1.W");
    NeuronGradients gradients = net.newGradients();
    net.gradient(x, y, COUNT, gradients, net.newWorkspace(COUNT));
    for (int i = 0; i < expected.length; i++) {
      expected[i] -= 0.1 * gradients.get("dense1.W")[i] / COUNT;
    }
    net.train(x, y, COUNT);
    assertThat(net.parameters().get("dense1.W")).containsExactly(expected, EXACT);
  }

  @Test
  void softmaxOfTwoIsTheSigmoidOfTheDifference() {
    TwoClasses net = TwoClasses.initialize(0);
    for (int s = 0; s < 20; s++) {
      double[] z = samples.reals(2);
      double sigmoid = 1 / (1 + Math.exp(z[1] - z[0]));
      assertThat(net.predict(z)).containsExactly(new double[] {sigmoid, 1 - sigmoid}, EXACT);
    }
  }
}
