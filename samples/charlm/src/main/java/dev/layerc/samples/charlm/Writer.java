package dev.layerc.samples.charlm;

import java.util.Arrays;
import java.util.Random;

/** Goes on with a text: draws letter after letter as likely as a net says. */
final class Writer {
  private final LetterModel model;
  private final Random random;

  /** Below 1, likely letters become likelier still: fewer slips, less variety. */
  private final double temperature;

  Writer(LetterModel model, double temperature, long seed) {
    this.model = model;
    this.temperature = temperature;
    this.random = new Random(seed);
  }

  /** {@code beginning}, which must not be empty, and {@code count} letters more. */
  String write(String beginning, int count) {
    StringBuilder text = new StringBuilder(beginning);
    for (int i = 0; i < count; i++) {
      text.append(Letters.letter(next(Letters.encode(text.toString()))));
    }
    return text.toString();
  }

  /**
   * The letters stand at the left of the window. What is to their right is not read: both nets look
   * back alone.
   */
  private int next(int[] letters) {
    int seen = Math.min(letters.length, model.window());
    int[] text = Arrays.copyOfRange(letters, letters.length - seen, letters.length);
    float[] chances = model.predict(Arrays.copyOf(text, model.window()));
    return draw(chances, (seen - 1) * Letters.COUNT);
  }

  private int draw(float[] chances, int from) {
    double[] weights = new double[Letters.COUNT];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.pow(chances[from + i], 1 / temperature);
      sum += weights[i];
    }
    double point = random.nextDouble() * sum;
    int letter = 0;
    while (letter < weights.length - 1 && point >= weights[letter]) {
      point -= weights[letter++];
    }
    return letter;
  }
}
