package dev.layerc.samples.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * All that is measured: W1 to W7 as the other programs of the comparison have them, then sizes that
 * fill no vector and no tile.
 */
final class Workloads {
  private static final Arithmetic LENET_LAYERS =
      Arithmetic.layers(6 * 28 * 28 * 25, 16 * 10 * 10 * 150, 400 * 120, 120 * 84, 84 * 10);
  private static final Arithmetic LSTM_PRODUCTS =
      Arithmetic.layers(32 * 4 * 64 * 16, 32 * 4 * 64 * 64);
  private static final Arithmetic ODD_CONV_LAYERS =
      Arithmetic.layers(5 * 18 * 22 * 27, 11 * 4 * 5 * 45, 220 * 7);

  static final BenchNet TINY = dense("Tiny", Examples.FOURS, 4, 16, 16, 3);
  static final BenchNet MLP = mlp("Mlp");
  static final BenchNet MLP_32 = mlp("Mlp32");
  private static final BenchNet MLP_128 = mlp("Mlp128");
  private static final BenchNet WIDE = dense("Wide", Examples.IMAGES, 784, 512, 512, 10);
  private static final BenchNet LENET = net("LeNet", LENET_LAYERS, Examples.IMAGES, 10);
  private static final BenchNet XOR = dense("Xor", Examples.XOR, 2, 8, 1);
  private static final BenchNet LSTM =
      new BenchNet("Lstm", LSTM_PRODUCTS, Examples.SEQUENCES, 64, SeededParameters.withFan(64));
  private static final BenchNet ODD_MLP = dense("OddMlp", Examples.ODD_ROWS, 37, 53, 29, 7);
  private static final BenchNet ODD_CONV = net("OddConv", ODD_CONV_LAYERS, Examples.ODD_IMAGES, 7);

  /** In the order in which they are measured. */
  static final List<Workload> ALL =
      List.of(
          TINY.predicts("W1", "4-16-16-3, predict 1"),
          MLP.predicts("W2", "784-128-10, predict 1"),
          MLP.trains("W3b1", "784-128-10, SGD step of 1", 1, 2000),
          MLP_32.trains("W3b32", "784-128-10, SGD step of 32", 32, 1000),
          MLP_128.trains("W3b128", "784-128-10, SGD step of 128", 128, 1000),
          WIDE.trains("W4", "784-512-512-10, Adam step of 64", 64, 200),
          LENET.predicts("W5i", "LeNet, predict 1"),
          LENET.trains("W5t", "LeNet, SGD step of 32", 32, 1000),
          XOR.trains("W6", "2-8-1, SGD step of 1", 1, 4000),
          LSTM.predicts("W7i", "LSTM 16-64 over 32, predict 1"),
          LSTM.trains("W7t", "LSTM 16-64 over 32, SGD step of 16", 16, 500),
          ODD_MLP.predicts("O1i", "37-53-29-7, predict 1"),
          ODD_MLP.trains("O1t", "37-53-29-7, SGD step of 5", 5, 1000),
          ODD_CONV.predicts("O2i", "convolutions of 3x18x22, predict 1"),
          ODD_CONV.trains("O2t", "convolutions of 3x18x22, SGD step of 5", 5, 1000));

  /** The widths n of {@code 784-n-10}. */
  static final List<Integer> SCALES = List.of(16, 32, 64, 128, 256, 512, 1024, 2048, 4096);

  private Workloads() {}

  private static BenchNet net(String name, Arithmetic work, Examples examples, int outputs) {
    return new BenchNet(name, work, examples, outputs, SeededParameters.byShape());
  }

  private static BenchNet dense(String name, Examples examples, int... widths) {
    return net(name, Arithmetic.dense(widths), examples, widths[widths.length - 1]);
  }

  private static BenchNet mlp(String name) {
    return dense(name, Examples.IMAGES, 784, 128, 10);
  }

  private static BenchNet scale(int n) {
    return dense("Scale" + n, Examples.IMAGES, 784, n, 10);
  }

  static Workload scaledPrediction(int n) {
    return scale(n).predicts("S" + n + "i", "784-" + n + "-10, predict 1");
  }

  static Workload scaledTraining(int n) {
    return scale(n).trains("S" + n + "t", "784-" + n + "-10, SGD step of 32", 32, 100);
  }

  /**
   * One of {@link #ALL} or of the scaled ones, by its name; throws {@link
   * IllegalArgumentException}.
   */
  static Workload named(String name) {
    List<Workload> all = new ArrayList<>(ALL);
    for (int n : SCALES) {
      all.add(scaledPrediction(n));
      all.add(scaledTraining(n));
    }
    for (Workload workload : all) {
      if (workload.name().equals(name)) {
        return workload;
      }
    }
    List<String> names = all.stream().map(Workload::name).toList();
    throw new IllegalArgumentException("there is no workload " + name + " among " + names);
  }
}
