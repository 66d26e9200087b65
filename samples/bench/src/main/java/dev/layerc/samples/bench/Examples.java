package dev.layerc.samples.bench;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a net is fed with: rows of numbers, and for training their targets.
 *
 * @param rows how many
 * @param width numbers in a row
 * @param inputs makes all rows, one after the other
 * @param targetSize targets of a row
 * @param targets makes the targets of all rows from these: {@code int[]} labels or a {@code
 *     float[]}
 */
record Examples(
    int rows,
    int width,
    Supplier<float[]> inputs,
    int targetSize,
    Function<float[], Object> targets) {

  static final Examples IMAGES = uniform(1, 1024, 784).labelled(10);
  static final Examples FOURS = uniform(2, 1024, 4);
  static final Examples SEQUENCES = uniform(3, 64, 32 * 16).targeted(64, Examples::halfOfTheLast);
  static final Examples XOR =
      new Examples(4, 2, () -> new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 1, x -> exclusiveOr());
  static final Examples ODD_ROWS = uniform(4, 1024, 37).labelled(7);
  static final Examples ODD_IMAGES = uniform(4, 1024, 3 * 18 * 22).labelled(7);

  private static Examples uniform(long stream, int rows, int width) {
    Supplier<float[]> inputs = () -> new Uniform(stream).numbers(rows * width, 1);
    return new Examples(rows, width, inputs, 0, x -> new float[0]);
  }

  private Examples targeted(int size, Function<float[], Object> made) {
    return new Examples(rows, width, inputs, size, made);
  }

  private Examples labelled(int classes) {
    return targeted(1, numbers -> labels(numbers, width, classes));
  }

  /**
   * Which of {@code classes} equal segments of a row has the largest sum; what is left over at the
   * row's end belongs to none.
   */
  private static int[] labels(float[] rows, int width, int classes) {
    int[] labels = new int[rows.length / width];
    int segment = width / classes;
    for (int row = 0; row < labels.length; row++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        double sum = sum(rows, row * width + c * segment, segment);
        if (sum > best) {
          best = sum;
          labels[row] = c;
        }
      }
    }
    return labels;
  }

  private static double sum(float[] numbers, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += numbers[i];
    }
    return sum;
  }

  /** Half the last input of each sequence, over and over until there are 64 numbers. */
  private static float[] halfOfTheLast(float[] sequences) {
    float[] targets = new float[sequences.length / (32 * 16) * 64];
    for (int i = 0; i < targets.length; i++) {
      int last = (i / 64 * 32 + 31) * 16;
      targets[i] = 0.5f * sequences[last + i % 16];
    }
    return targets;
  }

  private static float[] exclusiveOr() {
    return new float[] {0, 1, 1, 0};
  }
}
