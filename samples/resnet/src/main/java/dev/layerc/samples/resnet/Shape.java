package dev.layerc.samples.resnet;

/** What there is to see, around the origin and about as wide as 2. */
enum Shape {
  DISC {
    @Override
    boolean covers(double x, double y) {
      return Math.hypot(x, y) < 1;
    }
  },
  RING {
    @Override
    boolean covers(double x, double y) {
      double away = Math.hypot(x, y);
      return away > 0.55 && away < 1;
    }
  },
  SQUARE {
    @Override
    boolean covers(double x, double y) {
      return Math.max(Math.abs(x), Math.abs(y)) < 0.85;
    }
  },
  TRIANGLE {
    @Override
    boolean covers(double x, double y) {
      return y < 0.75 && y > 1.9 * Math.abs(x) - 0.95;
    }
  },
  CROSS {
    @Override
    boolean covers(double x, double y) {
      return Math.min(Math.abs(x), Math.abs(y)) < 0.28 && Math.max(Math.abs(x), Math.abs(y)) < 1;
    }
  };

  abstract boolean covers(double x, double y);
}
