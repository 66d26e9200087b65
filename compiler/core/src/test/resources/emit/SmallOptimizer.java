package com.acme;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Moves the parameters of {@link Small} by sgd.
 */
@Small.Generated
final class SmallOptimizer {
  /**
   * The steps done so far.
   */
  long step;

  private final SmallTensor[] weights;

  final SmallTensor[] momentV;

  /**
   * 1 / the samples of this step.
   */
  float scale;

  float rate;

  SmallOptimizer(SmallParameters parameters) {
    weights = parameters.tensors.all().toArray(new SmallTensor[0]);
    momentV = new SmallTensor[weights.length];
    for (int i = 0; i < weights.length; i++) {
      momentV[i] = weights[i].like("optimizer.v." + weights[i].name);
    }
    reset();
  }

  /**
   * Every moment of every parameter, for the weight file.
   */
  List<SmallTensor> moments() {
    List<SmallTensor> all = new ArrayList<>();
    Collections.addAll(all, momentV);
    return all;
  }

  /**
   * Forgets the steps done: the moments have their first values again.
   */
  void reset() {
    step = 0;
    for (SmallTensor moment : momentV) {
      moment.fill(0f);
    }
  }

  /**
   * Begins a step with {@code count} samples: what has one value in it.
   */
  void begin(int count, double norm) {
    this.step++;
    this.scale = (float) (1.0 / count);
    double step = this.step;
    double rate = 0.1 / Math.max(1.0, norm / 1000000.0);
    this.rate = (float) rate;
  }

  /**
   * One step with gradients summed over {@code count} samples.
   */
  void apply(SmallGradients gradients, int count) {
    begin(count, Math.sqrt(gradients.tensors.squares()) / count);
    for (int i = 0; i < weights.length; i++) {
      float[][] sums = gradients.tensors.at(i).rows;
      for (int r = 0; r < sums.length; r++) {
        move(weights[i].rows[r], sums[r], momentV[i].rows[r], scale, rate);
      }
    }
  }

  private static void move(float[] w, float[] g, float[] v, float scale, float rate) {
    // v = 0.5*v + g; w = w - rate*v
    for (int k = 0; k < w.length; k++) {
      float vt = 0.5f * v[k] + g[k] * scale;
      v[k] = vt;
      w[k] += -(rate * vt);
    }
  }
}
