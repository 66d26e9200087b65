package dev.layerc.samples.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.nio.FloatBuffer;

/** The dense nets as DJL writes them. */
final class DjlBlocks {
  private DjlBlocks() {}

  /** Ends with the scores. */
  static SequentialBlock of(String workload) {
    int[] widths = PeerParameters.widths(workload);
    boolean tanh = PeerParameters.isTanh(workload);
    SequentialBlock block = new SequentialBlock();
    for (int layer = 1; layer < widths.length; layer++) {
      block.add(Linear.builder().setUnits(widths[layer]).build());
      if (layer + 1 < widths.length) {
        block.add(tanh ? Activation.tanhBlock() : Activation.reluBlock());
      }
    }
    return block;
  }

  /** Ends with probabilities. */
  static SequentialBlock withSoftmax(String workload) {
    return of(workload).add(list -> new NDList(list.singletonOrThrow().softmax(-1)));
  }

  /** Sets the parameters that every program starts from; the block is initialized. */
  static void seed(Block block, int[] widths) {
    int number = 0;
    for (Parameter parameter : block.getParameters().values()) {
      int layer = number / 2;
      int in = widths[layer];
      int out = widths[layer + 1];
      NDArray array = parameter.getArray();
      array.set(
          FloatBuffer.wrap(
              number % 2 == 0
                  ? PeerParameters.weights(layer, in, out)
                  : PeerParameters.bias(layer, in, out)));
      number++;
    }
  }
}
