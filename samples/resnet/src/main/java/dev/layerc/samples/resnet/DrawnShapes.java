package dev.layerc.samples.resnet;

import dev.layerc.runtime.Dataset;
import dev.layerc.runtime.Split;
import java.util.List;
import java.util.Random;

/** Ten classes: each shape in warm colours and in cold ones. The same for the same seed. */
final class DrawnShapes {
  private static final List<Shape> SHAPES = List.of(Shape.values());

  static final int CLASSES = 2 * SHAPES.size();

  private DrawnShapes() {}

  static Split draw(int train, int test, long seed) {
    Random random = new Random(seed);
    return new Split(draw("drawn to train", train, random), draw("drawn to test", test, random));
  }

  private static Dataset draw(String name, int count, Random random) {
    float[] images = new float[count * ShapeImage.SIZE];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % CLASSES;
      Shape shape = SHAPES.get(labels[i] / 2);
      float[] image = ShapeImage.draw(shape, labels[i] % 2 == 0, random);
      System.arraycopy(image, 0, images, i * ShapeImage.SIZE, ShapeImage.SIZE);
    }
    return Dataset.labelled(name, images, ShapeImage.SIZE, labels, 1);
  }
}
