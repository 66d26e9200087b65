package dev.layerc.samples.charlm;

/**
 * What can be guessed without looking at the letters before: how often each letter occurs. A net
 * that is worth its time does better.
 */
final class LetterFrequencies {
  private final int[] counts = new int[Letters.COUNT];
  private final int total;

  LetterFrequencies(int[] text) {
    for (int letter : text) {
      counts[letter]++;
    }
    total = text.length;
  }

  /** The mean loss of a letter of {@code text}; a letter never seen counts as seen once. */
  double loss(int[] text) {
    double sum = 0;
    for (int letter : text) {
      sum -= Math.log((counts[letter] + 1.0) / (total + Letters.COUNT));
    }
    return sum / text.length;
  }
}
