package dev.layerc.equation;

import java.math.BigDecimal;

/**
 * Numbers as short as they can be written: {@code 1}, {@code 0.5}, {@code 1e-5}, {@code inf}. Whole
 * ones up to ten million are written out.
 */
public final class NumberText {
  private NumberText() {}

  /** The shortest decimal that reads back as {@code value}. */
  public static String of(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    String plain = decimal.toPlainString();
    String scientific = scientific(decimal);
    boolean count = decimal.scale() <= 0 && Math.abs(value) < 1e7;
    return count || plain.length() <= scientific.length() + 1 ? plain : scientific;
  }

  private static String scientific(BigDecimal decimal) {
    String digits = decimal.unscaledValue().abs().toString();
    int exponent = decimal.precision() - decimal.scale() - 1;
    String sign = decimal.signum() < 0 ? "-" : "";
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    return sign + digits.charAt(0) + fraction + "e" + exponent;
  }
}
