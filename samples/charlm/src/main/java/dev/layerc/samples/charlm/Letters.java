package dev.layerc.samples.charlm;

/** The letters that the nets know, as whole numbers: printable ASCII, then the line feed. */
final class Letters {
  static final int COUNT = 96;
  private static final int LINE_FEED = COUNT - 1;

  private Letters() {}

  static int[] encode(String text) {
    return text.chars().map(Letters::number).toArray();
  }

  static char letter(int number) {
    return number == LINE_FEED ? '\n' : (char) (' ' + number);
  }

  private static int number(int letter) {
    if (letter == '\n') {
      return LINE_FEED;
    }
    if (letter < ' ' || letter > '~') {
      throw new IllegalArgumentException("neither printable ASCII nor a line feed: " + letter);
    }
    return letter - ' ';
  }
}
