package dev.layerc.emit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.Predicate;

/**
 * Numbers as Java source: the fewest digits that read back as the same number. The JDK's own {@code
 * toString} gives more digits than needed before JDK 19, and emitted bytes must not depend on the
 * JDK.
 */
final class Literals {
  private Literals() {}

  static String ofFloat(float value) {
    if (Float.isNaN(value)) {
      return "Float.NaN";
    }
    if (Float.isInfinite(value)) {
      return value > 0 ? "Float.POSITIVE_INFINITY" : "Float.NEGATIVE_INFINITY";
    }
    if (value == 0) {
      return Float.floatToRawIntBits(value) == 0 ? "0f" : "-0f";
    }
    BigDecimal exact = new BigDecimal((double) value);
    return text(shortest(exact, 9, d -> d.floatValue() == value), false) + "f";
  }

  static String ofDouble(double value) {
    if (Double.isNaN(value)) {
      return "Double.NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
    }
    if (value == 0) {
      return Double.doubleToRawLongBits(value) == 0 ? "0.0" : "-0.0";
    }
    return text(shortest(new BigDecimal(value), 17, d -> d.doubleValue() == value), true);
  }

  private static BigDecimal shortest(BigDecimal exact, int most, Predicate<BigDecimal> same) {
    for (int digits = 1; digits < most; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (same.test(rounded)) {
        return rounded;
      }
    }
    return exact.round(new MathContext(most));
  }

  /** Plain digits where they are short, an exponent elsewhere; a point where one is asked for. */
  private static String text(BigDecimal number, boolean pointed) {
    BigDecimal stripped = number.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    if (exponent >= -4 && exponent <= 7) {
      String plain = stripped.toPlainString();
      return pointed && plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    BigDecimal mantissa = stripped.movePointLeft(exponent).stripTrailingZeros();
    return mantissa.toPlainString() + "e" + exponent;
  }
}
