package dev.layerc.samples.resnet;

import java.util.Random;

/** One shape somewhere in 32 by 32 pixels: red, green and blue planes of 0 to 1, noisy. */
final class ShapeImage {
  static final int SIDE = 32;
  static final int PLANE = SIDE * SIDE;
  static final int SIZE = 3 * PLANE;
  private static final double NOISE = 0.12;

  private final Shape shape;
  private final double centerX;
  private final double centerY;
  private final double radius;
  private final double turn;

  private ShapeImage(Shape shape, Random random) {
    this.shape = shape;
    this.centerX = between(random, 11, 21);
    this.centerY = between(random, 11, 21);
    this.radius = between(random, 6, 10);
    this.turn = between(random, -0.4, 0.4);
  }

  /** Draws {@code shape} in a warm colour or a cold one on paper of any grey. */
  static float[] draw(Shape shape, boolean warm, Random random) {
    double bright = between(random, 0.6, 1);
    double dark = between(random, 0, 0.35);
    double green = between(random, 0.2, 0.7);
    double[] ink = {warm ? bright : dark, green, warm ? dark : bright};
    return new ShapeImage(shape, random).paint(ink, between(random, 0.2, 0.8), random);
  }

  private float[] paint(double[] ink, double paper, Random random) {
    float[] image = new float[SIZE];
    for (int pixel = 0; pixel < PLANE; pixel++) {
      int row = pixel / SIDE;
      int column = pixel % SIDE;
      boolean covered = covers(column + 0.5, row + 0.5);
      for (int colour = 0; colour < 3; colour++) {
        double value = (covered ? ink[colour] : paper) + NOISE * random.nextGaussian();
        image[colour * PLANE + pixel] = (float) Math.max(0, Math.min(1, value));
      }
    }
    return image;
  }

  private boolean covers(double x, double y) {
    double right = (x - centerX) / radius;
    double down = (y - centerY) / radius;
    double cos = Math.cos(turn);
    double sin = Math.sin(turn);
    return shape.covers(cos * right + sin * down, cos * down - sin * right);
  }

  private static double between(Random random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
