package dev.layerc.emit.template;

/**
 * A number as the unevaluated sum of two doubles, some 32 digits (Dekker; Hida, Li and Bailey):
 * what the tests of double functions compare with. Simple series, not fast ones.
 */
record DoublePair(double high, double low) {
  private static final DoublePair LN2 = new DoublePair(0.6931471805599453, 2.3190468138462996e-17);

  private static final DoublePair TWO_OVER_SQRT_PI =
      new DoublePair(1.1283791670955126, 1.533545961316588e-17);

  static DoublePair of(double x) {
    return new DoublePair(x, 0.0);
  }

  private static DoublePair sum(double a, double b) {
    double s = a + b;
    double t = s - a;
    return new DoublePair(s, (a - (s - t)) + (b - t));
  }

  private static DoublePair product(double a, double b) {
    double p = a * b;
    return new DoublePair(p, Math.fma(a, b, -p));
  }

  DoublePair plus(DoublePair y) {
    DoublePair s = sum(high, y.high);
    DoublePair t = sum(low, y.low);
    DoublePair u = sum(s.high, s.low + t.high);
    return sum(u.high, u.low + t.low);
  }

  DoublePair plus(double y) {
    return plus(of(y));
  }

  DoublePair minus(DoublePair y) {
    return plus(new DoublePair(-y.high, -y.low));
  }

  DoublePair times(DoublePair y) {
    DoublePair p = product(high, y.high);
    return sum(p.high, p.low + (high * y.low + low * y.high));
  }

  DoublePair times(double y) {
    return times(of(y));
  }

  DoublePair dividedBy(DoublePair y) {
    DoublePair q = of(high / y.high);
    DoublePair first = q.plus(minus(q.times(y)).high / y.high);
    return first.plus(minus(first.times(y)).high / y.high);
  }

  DoublePair dividedBy(double y) {
    double q = high / y;
    return sum(q, (Math.fma(-q, y, high) + low) / y);
  }

  /**
   * Taylor's series at x / 2<sup>k</sup> after taking out multiples of ln 2; no result below
   * 1e-305.
   */
  DoublePair exp() {
    double n = Math.rint(high / LN2.high);
    DoublePair r = minus(LN2.times(n)).times(1.0 / 256);
    DoublePair power = r;
    DoublePair sum = r;
    for (int k = 2; k < 16; k++) {
      power = power.times(r).dividedBy(k);
      sum = sum.plus(power);
    }
    for (int k = 0; k < 8; k++) {
      sum = sum.times(sum).plus(sum.times(2.0));
    }
    DoublePair result = sum.plus(1.0);
    int half = (int) n / 2;
    return result.times(Math.scalb(1.0, half)).times(Math.scalb(1.0, (int) n - half));
  }

  /** Newton's method on {@code exp}, twice. */
  DoublePair log() {
    DoublePair y = of(Math.log(high));
    for (int k = 0; k < 2; k++) {
      y = y.plus(times(new DoublePair(-y.high, -y.low).exp()).plus(-1.0));
    }
    return y;
  }

  /** 2/√π e<sup>-x²</sup> Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n+1)), all terms of one sign. */
  DoublePair erf() {
    DoublePair square = times(this);
    DoublePair term = this;
    DoublePair sum = this;
    for (int n = 1; Math.abs(term.high) > Math.abs(sum.high) * 1e-30; n++) {
      term = term.times(square).times(2.0).dividedBy(2 * n + 1);
      sum = sum.plus(term);
    }
    DoublePair e = new DoublePair(-square.high, -square.low).exp();
    return sum.times(e).times(TWO_OVER_SQRT_PI);
  }
}
