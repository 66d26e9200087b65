package dev.layerc.equation;

/**
 * The whole numbers {@code low..high}. {@link Long#MIN_VALUE} and {@link Long#MAX_VALUE} stand for
 * "no bound"; arithmetic saturates there. An interval with {@code low > high} holds nothing.
 */
public record Interval(long low, long high) {
  public static final Interval ALL = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);
  public static final Interval EMPTY = new Interval(0, -1);

  public static Interval exactly(long value) {
    return new Interval(value, value);
  }

  /** {@code 0..extent-1}; of the batch index, {@code 0} upwards. */
  public static Interval of(Index index) {
    return index.isBatch() ? new Interval(0, Long.MAX_VALUE) : new Interval(0, index.extent() - 1L);
  }

  /** The values of a whole expression, every index over its whole range. */
  public static Interval of(Expr expr) {
    return IndexRanges.WHOLE.of(expr);
  }

  public boolean isEmpty() {
    return low > high;
  }

  public boolean isBounded() {
    return low != Long.MIN_VALUE && high != Long.MAX_VALUE;
  }

  public boolean contains(long value) {
    return low <= value && value <= high;
  }

  /** True where every value of this lies in {@code 0..extent-1}. */
  public boolean within(int extent) {
    return isEmpty() || (low >= 0 && high < extent);
  }

  public Interval plus(Interval other) {
    return new Interval(add(low, other.low), add(high, other.high));
  }

  public Interval minus(Interval other) {
    return plus(other.negate());
  }

  public Interval negate() {
    return new Interval(negate(high), negate(low));
  }

  public Interval times(Interval other) {
    long a = multiply(low, other.low);
    long b = multiply(low, other.high);
    long c = multiply(high, other.low);
    long d = multiply(high, other.high);
    return new Interval(
        Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
  }

  /** The flooring quotient by a constant; everything for a divisor that is not positive. */
  public Interval floorDivide(long divisor) {
    if (divisor < 1) {
      return ALL;
    }
    return new Interval(
        low == Long.MIN_VALUE ? low : Math.floorDiv(low, divisor),
        high == Long.MAX_VALUE ? high : Math.floorDiv(high, divisor));
  }

  /** The flooring remainder by a constant; everything for a divisor that is not positive. */
  public Interval floorModulo(long divisor) {
    if (divisor < 1) {
      return ALL;
    }
    if (isBounded() && Math.floorDiv(low, divisor) == Math.floorDiv(high, divisor)) {
      return new Interval(Math.floorMod(low, divisor), Math.floorMod(high, divisor));
    }
    return new Interval(0, divisor - 1);
  }

  public Interval union(Interval other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    return new Interval(Math.min(low, other.low), Math.max(high, other.high));
  }

  public Interval intersect(Interval other) {
    return new Interval(Math.max(low, other.low), Math.min(high, other.high));
  }

  private static boolean isInfinite(long bound) {
    return bound == Long.MIN_VALUE || bound == Long.MAX_VALUE;
  }

  private static long negate(long bound) {
    if (isInfinite(bound)) {
      return bound == Long.MIN_VALUE ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
    return -bound;
  }

  private static long add(long a, long b) {
    if (isInfinite(a) || isInfinite(b)) {
      return isInfinite(a) ? a : b;
    }
    long sum = a + b;
    boolean overflow = ((a ^ sum) & (b ^ sum)) < 0;
    return overflow ? (a > 0 ? Long.MAX_VALUE : Long.MIN_VALUE) : sum;
  }

  private static long multiply(long a, long b) {
    if (a == 0 || b == 0) {
      return 0;
    }
    long high = Math.multiplyHigh(a, b);
    long product = a * b;
    boolean overflow = isInfinite(a) || isInfinite(b) || high != product >> 63;
    return overflow ? (a > 0 == b > 0 ? Long.MAX_VALUE : Long.MIN_VALUE) : product;
  }
}
