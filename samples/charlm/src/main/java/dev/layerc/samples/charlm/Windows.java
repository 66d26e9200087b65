package dev.layerc.samples.charlm;

import java.util.Random;

/** Pieces of a text, one after the other in flat arrays, each with the letters that follow. */
@SuppressWarnings("ArrayRecordComponent") // Flat arrays, as the generated classes take them.
record Windows(int[] text, int[] following, int count) {

  /** Pieces from places that {@code random} chooses. */
  static Windows draw(int[] letters, int window, int count, Random random) {
    Windows windows = empty(window, count);
    for (int i = 0; i < count; i++) {
      windows.fill(i, letters, random.nextInt(letters.length - window), window);
    }
    return windows;
  }

  /** The whole text, piece by piece; what does not fill a window is left out. */
  static Windows all(int[] letters, int window) {
    Windows windows = empty(window, (letters.length - 1) / window);
    for (int i = 0; i < windows.count; i++) {
      windows.fill(i, letters, i * window, window);
    }
    return windows;
  }

  private static Windows empty(int window, int count) {
    return new Windows(new int[count * window], new int[count * window], count);
  }

  private void fill(int index, int[] letters, int from, int window) {
    System.arraycopy(letters, from, text, index * window, window);
    System.arraycopy(letters, from + 1, following, index * window, window);
  }
}
