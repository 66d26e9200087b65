package dev.layerc.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What names have in common that differ in their numbers. */
final class CommonName {
  private static final Pattern PART = Pattern.compile("\\d+|\\D+");

  private CommonName() {}

  /**
   * The names without the numbers in which they differ: {@code resRelu1} for {@code res2Relu1} and
   * {@code res3Relu1}; the first one where they differ in more.
   */
  static String of(List<String> names) {
    List<String> common = parts(names.get(0));
    for (String name : names.subList(1, names.size())) {
      List<String> other = parts(name);
      if (other.size() != common.size()) {
        return names.get(0);
      }
      for (int i = 0; i < other.size(); i++) {
        if (common.get(i).isEmpty() && isNumber(other.get(i))) {
          continue;
        }
        if (!common.get(i).equals(other.get(i))) {
          if (i == 0 || !isNumber(common.get(i)) || !isNumber(other.get(i))) {
            return names.get(0);
          }
          common.set(i, "");
        }
      }
    }
    return String.join("", common);
  }

  private static List<String> parts(String name) {
    return new ArrayList<>(PART.matcher(name).results().map(MatchResult::group).toList());
  }

  private static boolean isNumber(String part) {
    return Character.isDigit(part.charAt(0));
  }
}
