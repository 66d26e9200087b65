package dev.layerc.samples.images;

import dev.layerc.runtime.Dataset;
import dev.layerc.runtime.IdxFolder;
import dev.layerc.runtime.Split;
import java.io.IOException;
import java.util.Random;

/** A data set that needs no download: as many images of each digit, the same for the same seed. */
public final class DrawnDigits {
  static final int CLASSES = 10;

  private static final int TRAIN = 9000;
  private static final int TEST = 1000;

  private DrawnDigits() {}

  /** The images of {@code --data DIR}, MNIST's IDX files, or drawn ones. */
  public static Split orFrom(Options options) throws IOException {
    return options.data().isPresent()
        ? IdxFolder.read(options.data().get(), IdxFolder.TEST_SHARE)
        : draw(TRAIN, TEST, options.seed());
  }

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
