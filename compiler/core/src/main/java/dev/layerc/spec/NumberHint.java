package dev.layerc.spec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was probably meant by a number that is none. */
final class NumberHint {
  private static final int LONGEST = 40;
  private static final Pattern NUMBER_THEN_NAME =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([\\p{L}_].*)");

  private NumberHint() {}

  static Optional<String> of(String written) {
    return written.length() > LONGEST ? Optional.empty() : guess(written).map(g -> "write " + g);
  }

  private static Optional<String> guess(String written) {
    if (written.startsWith(".")) {
      return Optional.of("0" + written);
    }
    if (written.endsWith(".")) {
      return Optional.of(written + "0");
    }
    String withoutUnderscores = written.replace("_", "");
    if (withoutUnderscores.matches("[0-9]+([fFlLdD])?")) {
      return Optional.of(withoutUnderscores.replaceAll("[fFlLdD]$", ""));
    }
    if (written.matches(".*[0-9][eE][+-]?")) {
      return Optional.of(written + (written.matches(".*[eE]") ? "0" : "1"));
    }
    Matcher product = NUMBER_THEN_NAME.matcher(written);
    return product.matches() && !written.matches("0[xXbB].*")
        ? Optional.of(product.group(1) + " * " + product.group(2))
        : Optional.empty();
  }
}
