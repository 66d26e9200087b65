package dev.layerc.samples.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

/**
 * The 2-3-4-1 net by hand: δ of the last layer is ∇C ⊙ σ'(z), of the others (Wᵀδ) ⊙ σ'(z); dW = δ
 * aᵀ, db = δ.
 */
class DeepSigmoidTest {
  private static final int[] SIZES = {2, 3, 4, 1};
  private static final int COUNT = 6;

  private final TwoThreeFourOne net = TwoThreeFourOne.initialize(8);
  private final OuterProducts[] expected = new OuterProducts[4];

  @Test
  void theGradientsAreThoseOfTheHandDerivation() {
    Samples samples = new Samples(31);
    double[] x = samples.reals(COUNT * 2);
    double[] y = samples.reals(COUNT);
    TwoThreeFourOneGradients gradients = net.newGradients();
    double loss = net.gradient(x, y, COUNT, gradients, net.newWorkspace(COUNT));
    assertThat(loss).isCloseTo(byHand(x, y), offset(1e-12));
    for (int layer = 1; layer <= 3; layer++) {
      assertThat(gradients.get("dense" + layer + ".W"))
          .containsExactly(expected[layer].weights(), offset(1e-12));
      assertThat(gradients.get("dense" + layer + ".b"))
          .containsExactly(expected[layer].biases(), offset(1e-12));
    }
  }

  private double byHand(double[] x, double[] y) {
    for (int layer = 1; layer <= 3; layer++) {
      expected[layer] = new OuterProducts(SIZES[layer], SIZES[layer - 1]);
    }
    double loss = 0;
    for (int s = 0; s < COUNT; s++) {
      double[][] a = forward(Samples.sample(x, s, 2));
      double error = a[3][0] - y[s];
      loss += 0.5 * error * error;
      backward(a, error);
    }
    return loss / COUNT;
  }

  private double[][] forward(double[] x) {
    double[][] a = {x, null, null, null};
    for (int layer = 1; layer <= 3; layer++) {
      double[] w = net.parameters().get("dense" + layer + ".W");
      double[] z = net.parameters().get("dense" + layer + ".b");
      for (int o = 0; o < z.length; o++) {
        for (int i = 0; i < a[layer - 1].length; i++) {
          z[o] += w[o * a[layer - 1].length + i] * a[layer - 1][i];
        }
        z[o] = 1 / (1 + Math.exp(-z[o]));
      }
      a[layer] = z;
    }
    return a;
  }

  private void backward(double[][] a, double error) {
    double[] upstream = {error};
    for (int layer = 3; layer >= 1; layer--) {
      double[] delta = new double[SIZES[layer]];
      for (int o = 0; o < delta.length; o++) {
        delta[o] = upstream[o] * a[layer][o] * (1 - a[layer][o]);
      }
      expected[layer].add(delta, a[layer - 1]);
      upstream = transposed(layer, delta);
    }
  }

  private double[] transposed(int layer, double[] delta) {
    double[] w = net.parameters().get("dense" + layer + ".W");
    double[] product = new double[SIZES[layer - 1]];
    for (int o = 0; o < delta.length; o++) {
      for (int i = 0; i < product.length; i++) {
        product[i] += w[o * product.length + i] * delta[o];
      }
    }
    return product;
  }
}
