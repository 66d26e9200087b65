package dev.layerc.samples.charlm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The text that comes with this sample, cut in two: what is trained on and what is held back. */
final class Corpus {
  private static final String FILE = "fables.txt";
  private static final double HELD_BACK = 0.1;

  private final int[] train;
  private final int[] heldBack;

  private Corpus(int[] train, int[] heldBack) {
    this.train = train;
    this.heldBack = heldBack;
  }

  int[] train() {
    return train;
  }

  int[] heldBack() {
    return heldBack;
  }

  /** The end of the text is held back: whole fables that training never sees. */
  static Corpus read() throws IOException {
    try (InputStream in = Corpus.class.getResourceAsStream(FILE)) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return of(Letters.encode(text.replace("\r", "")));
    }
  }

  static Corpus of(int[] text) {
    int cut = (int) (text.length * (1 - HELD_BACK));
    return new Corpus(Arrays.copyOfRange(text, 0, cut), Arrays.copyOfRange(text, cut, text.length));
  }
}
