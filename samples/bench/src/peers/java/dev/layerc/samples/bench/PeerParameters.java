package dev.layerc.samples.bench;

/** The seeded parameters of dense nets, for models that are not generated. */
final class PeerParameters {
  private PeerParameters() {}

  /** The weights of dense layer {@code layer}, 0-based, row-major in [out, in]. */
  static float[] weights(int layer, int in, int out) {
    return tensor(2 * layer, in * out, in);
  }

  static float[] bias(int layer, int in, int out) {
    return tensor(2 * layer + 1, out, in);
  }

  private static float[] tensor(int number, int size, int fan) {
    return new Uniform(SeededParameters.FIRST_STREAM + number)
        .numbers(size, 1f / (float) Math.sqrt(fan));
  }

  /** The widths of the layers of a workload's net. */
  static int[] widths(String workload) {
    return workload.equals("W1") ? new int[] {4, 16, 16, 3} : new int[] {784, 128, 10};
  }

  /** Whether the hidden layers are tanh; else they are rectified. */
  static boolean isTanh(String workload) {
    return workload.equals("W1");
  }
}
