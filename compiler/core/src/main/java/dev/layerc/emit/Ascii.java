package dev.layerc.emit;

/**
 * Emitted text in ASCII alone: javac before JDK 18 reads sources in the encoding of the user's
 * machine, which may be anything.
 */
final class Ascii {
  private Ascii() {}

  /** Every other character as the escape that Java reads as that character. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 128) {
        escaped.append(c);
      } else {
        escaped.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
      }
    }
    return escaped.toString();
  }

  /** The signs that our own comments use, as one types them. */
  static String typed(String comment) {
    return comment
        .replace("√½", "sqrt(1/2)")
        .replace("√π", "sqrt(pi)")
        .replace("∫₀ˣ", "times the integral from 0 to x of")
        .replace("≤", "<=")
        .replace("≥", ">=")
        .replace("²", "^2")
        .replace("³", "^3")
        .replace("∞", "infinity")
        .replace("·", "*")
        .replace("π", "pi")
        .replace("±", "+-")
        .replace("−", "-")
        .replace("√", "sqrt")
        .replace("–", "-")
        .replace("×", "*");
  }
}
