package dev.layerc.samples.xor;

import java.util.Locale;

/** Trains on the four rows of exclusive or and prints the table that the net has learnt. */
public final class TrainXor {
  static final float[] INPUTS = {0, 0, 0, 1, 1, 0, 1, 1};
  static final float[] TARGETS = {0, 1, 1, 0};
  static final int ROWS = 4;

  private TrainXor() {}

  public static void main(String[] arguments) {
    System.out.print(table(train(42, 1000)));
  }

  /** Full-batch steps from parameters drawn with {@code seed}. */
  static Xor train(long seed, int steps) {
    Xor net = Xor.initialize(seed);
    for (int step = 0; step < steps; step++) {
      net.train(INPUTS, TARGETS, ROWS);
    }
    return net;
  }

  static String table(Xor net) {
    StringBuilder table = new StringBuilder("a b | a xor b  p\n");
    for (int row = 0; row < ROWS; row++) {
      float a = INPUTS[2 * row];
      float b = INPUTS[2 * row + 1];
      float p = net.predict(new float[] {a, b})[0];
      table.append(
          String.format(Locale.ROOT, "%.0f %.0f | %.0f        %.3f%n", a, b, TARGETS[row], p));
    }
    return table.toString();
  }
}
