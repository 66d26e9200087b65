package dev.layerc.samples.images;

import java.util.Random;

/** A hand's variety: how one image's digit is turned, slanted, scaled, shifted and how thick. */
record Distortion(
    double xx, double xy, double yx, double yy, double shiftX, double shiftY, double thickness) {

  /** Lengths are in pixels; the digit's square has a side of about 20 of them. */
  static Distortion draw(Random random) {
    double angle = between(random, -0.25, 0.25);
    double slant = between(random, -0.25, 0.25);
    double width = between(random, 8, 13);
    double height = between(random, 9.5, 13);
    return new Distortion(
        width * Math.cos(angle),
        height * (slant * Math.cos(angle) - Math.sin(angle)),
        width * Math.sin(angle),
        height * (slant * Math.sin(angle) + Math.cos(angle)),
        between(random, -2, 2),
        between(random, -2, 2),
        between(random, 0.8, 1.9));
  }

  double x(double x, double y) {
    return xx * x + xy * y + shiftX + GlyphImage.SIDE / 2.0;
  }

  double y(double x, double y) {
    return yx * x + yy * y + shiftY + GlyphImage.SIDE / 2.0;
  }

  private static double between(Random random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
