package dev.layerc.samples.digits;

import dev.layerc.runtime.Dataset;
import dev.layerc.runtime.Split;
import java.util.Random;

/** A data set that needs no download: as many images of each digit, the same for the same seed. */
final class DrawnDigits {
  static final int CLASSES = 10;

  private DrawnDigits() {}

  static Split draw(int train, int test, long seed) {
    Random random = new Random(seed);
    return new Split(draw("drawn to train", train, random), draw("drawn to test", test, random));
  }

  private static Dataset draw(String name, int count, Random random) {
    float[] images = new float[count * GlyphImage.PIXELS];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % CLASSES;
      float[] image = GlyphImage.draw(labels[i], random);
      System.arraycopy(image, 0, images, i * GlyphImage.PIXELS, GlyphImage.PIXELS);
    }
    return Dataset.labelled(name, images, GlyphImage.PIXELS, labels, 1);
  }
}
