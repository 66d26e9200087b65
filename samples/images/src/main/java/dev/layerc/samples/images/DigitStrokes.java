package dev.layerc.samples.images;

/**
 * The ten digits as pen strokes: each stroke a chain of points (x0, y0, x1, y1, ...) in a square of
 * side 2 around the origin, y downwards.
 */
final class DigitStrokes {
  private static final double[][] ZERO = {arc(0, 0, 0.45, 0.75, 0, 360)};
  private static final double[][] ONE = {{-0.25, -0.45, 0.05, -0.75, 0.05, 0.75}};
  private static final double[][] TWO = {
    joined(arc(0, -0.35, 0.42, 0.4, 180, 390), new double[] {-0.45, 0.75, 0.5, 0.75})
  };
  private static final double[][] THREE = {
    arc(-0.02, -0.38, 0.4, 0.37, 200, 450), arc(-0.02, 0.37, 0.45, 0.38, 270, 520)
  };
  private static final double[][] FOUR = {
    {0.1, -0.75, -0.45, 0.2, 0.5, 0.2}, {0.25, -0.2, 0.25, 0.75}
  };
  private static final double[][] FIVE = {
    joined(new double[] {0.42, -0.75, -0.35, -0.75, -0.4, -0.1}, arc(0, 0.27, 0.45, 0.47, 230, 510))
  };
  private static final double[][] SIX = {
    joined(new double[] {0.3, -0.75, -0.15, -0.35}, arc(0, 0.33, 0.42, 0.42, 200, 560))
  };
  private static final double[][] SEVEN = {{-0.45, -0.72, 0.45, -0.72, -0.1, 0.75}};
  private static final double[][] EIGHT = {
    arc(0, -0.38, 0.36, 0.36, 0, 360), arc(0, 0.37, 0.43, 0.38, 0, 360)
  };
  private static final double[][] NINE = {
    joined(arc(0, -0.33, 0.4, 0.4, 0, 360), new double[] {0.4, -0.33, 0.2, 0.75})
  };
  private static final double[][][] DIGITS = {
    ZERO, ONE, TWO, THREE, FOUR, FIVE, SIX, SEVEN, EIGHT, NINE
  };

  private DigitStrokes() {}

  static double[][] of(int digit) {
    return DIGITS[digit];
  }

  /** A part of an ellipse, degrees clockwise from the right. */
  private static double[] arc(
      double centerX, double centerY, double radiusX, double radiusY, int from, int to) {
    int steps = 14;
    double[] points = new double[2 * (steps + 1)];
    for (int i = 0; i <= steps; i++) {
      double angle = Math.toRadians(from + (to - from) * i / (double) steps);
      points[2 * i] = centerX + radiusX * Math.cos(angle);
      points[2 * i + 1] = centerY + radiusY * Math.sin(angle);
    }
    return points;
  }

  private static double[] joined(double[] first, double[] second) {
    double[] all = new double[first.length + second.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
