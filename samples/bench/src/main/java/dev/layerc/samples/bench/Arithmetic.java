package dev.layerc.samples.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The multiply-adds of a net's matrix products and convolutions, for one sample: what a step must
 * do, activations and the optimizer aside.
 *
 * @param forward of each layer, the first one first
 */
record Arithmetic(List<Long> forward) {

  /** Layers with so many each. */
  static Arithmetic layers(long... forward) {
    return new Arithmetic(Arrays.stream(forward).boxed().toList());
  }

  /** Dense layers of these widths, the input's first. */
  static Arithmetic dense(int... widths) {
    List<Long> layers = new ArrayList<>();
    for (int i = 1; i < widths.length; i++) {
      layers.add((long) widths[i - 1] * widths[i]);
    }
    return new Arithmetic(layers);
  }

  /** An operation is a multiplication or an addition. */
  long predictionOperations() {
    return 2 * forward.stream().mapToLong(Long::longValue).sum();
  }

  /** Forward, weight gradients, and input gradients but those of the net's own input. */
  long trainingOperations(int batch) {
    return batch * (3 * predictionOperations() - 2 * forward.get(0));
  }
}
