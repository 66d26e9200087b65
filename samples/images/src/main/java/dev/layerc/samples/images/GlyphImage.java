package dev.layerc.samples.images;

import java.util.Random;

/** Draws one digit into 28 by 28 grey values of 0 (paper) to 1 (ink). */
final class GlyphImage {
  static final int SIDE = 28;
  static final int PIXELS = SIDE * SIDE;
  private static final float NOISE = 0.08f;

  private final float[] ink = new float[PIXELS];

  private GlyphImage() {}

  /** One image of {@code digit}, as {@code random} distorts it. */
  static float[] draw(int digit, Random random) {
    GlyphImage image = new GlyphImage();
    Distortion distortion = Distortion.draw(random);
    for (double[] stroke : DigitStrokes.of(digit)) {
      for (int i = 0; i + 3 < stroke.length; i += 2) {
        image.line(
            distortion.x(stroke[i], stroke[i + 1]),
            distortion.y(stroke[i], stroke[i + 1]),
            distortion.x(stroke[i + 2], stroke[i + 3]),
            distortion.y(stroke[i + 2], stroke[i + 3]),
            distortion.thickness());
      }
    }
    image.addNoise(random);
    return image.ink;
  }

  /** Ink falls off over one pixel at the edge of the pen. */
  private void line(double x0, double y0, double x1, double y1, double thickness) {
    int top = clamp(Math.min(y0, y1) - 3);
    int bottom = clamp(Math.max(y0, y1) + 3);
    int left = clamp(Math.min(x0, x1) - 3);
    int right = clamp(Math.max(x0, x1) + 3);
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double away = distance(column + 0.5, row + 0.5, x0, y0, x1, y1);
        float value = (float) Math.max(0, Math.min(1, thickness + 0.5 - away));
        int pixel = row * SIDE + column;
        ink[pixel] = Math.max(ink[pixel], value);
      }
    }
  }

  private void addNoise(Random random) {
    for (int i = 0; i < PIXELS; i++) {
      float value = ink[i] + NOISE * (float) random.nextGaussian();
      ink[i] = Math.max(0, Math.min(1, value));
    }
  }

  /** From a point to the nearest point of a segment. */
  private static double distance(double x, double y, double x0, double y0, double x1, double y1) {
    double dx = x1 - x0;
    double dy = y1 - y0;
    double length = dx * dx + dy * dy;
    double along = length == 0 ? 0 : ((x - x0) * dx + (y - y0) * dy) / length;
    double t = Math.max(0, Math.min(1, along));
    return Math.hypot(x - x0 - t * dx, y - y0 - t * dy);
  }

  private static int clamp(double position) {
    return (int) Math.max(0, Math.min(SIDE - 1, position));
  }
}
