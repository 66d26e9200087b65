package dev.layerc.samples.charlm;

/**
 * A generated net that guesses letters, as its training needs it. Generated classes have no common
 * type: they import {@code java.base} alone.
 */
interface LetterModel {
  String name();

  /** Letters that are seen at once. */
  int window();

  /** Windows of one step. */
  int batch();

  /** {@code train} of the generated class. */
  float train(int[] text, int[] following, int count);

  /** {@code evaluate} of the generated class. */
  float evaluate(int[] text, int[] following, int count);

  /** {@code predict} of the generated class: for each place of the window, each letter's chance. */
  float[] predict(int[] text);
}
