package dev.layerc.equation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the text of a failing network smaller while it goes on failing: drops layers, statements
 * and stages, and shrinks sizes. It knows only lines and words; {@code fails} must be false for
 * text that is no network any more.
 */
public final class NetworkShrinker {
  private static final Pattern DEFINITION =
      Pattern.compile("\\s*(\\w+)(?:\\[.*?\\])?\\s*=\\s*\\(*(\\w+).*");
  private static final Pattern STAGE =
      Pattern.compile("\\s*->\\s*(?:frozen\\s+)?\\w+(?:\\([^()]*\\))?");
  private static final Pattern TERM =
      Pattern.compile("\\s[-+*/]\\s\\([^()]*(?:\\([^()]*\\)[^()]*)*\\)");
  private static final Pattern WHOLE = Pattern.compile("(?<![\\w.])\\d+(?![\\w.])");

  private final Predicate<String> fails;

  private NetworkShrinker(Predicate<String> fails) {
    this.fails = fails;
  }

  /** A text that still fails, and from which nothing more can be taken. */
  public static String shrink(String text, Predicate<String> fails) {
    return new NetworkShrinker(fails).shrink(text);
  }

  private String shrink(String text) {
    String smallest = text;
    String next = step(smallest);
    while (next != null) {
      smallest = next;
      next = step(smallest);
    }
    return smallest;
  }

  private String step(String text) {
    List<String> candidates = new ArrayList<>();
    candidates.addAll(withoutLayers(text));
    candidates.addAll(withoutLines(text));
    candidates.addAll(without(text, STAGE));
    candidates.addAll(without(text, TERM));
    candidates.addAll(withSmallerSizes(text));
    return candidates.stream().filter(fails).findFirst().orElse(null);
  }

  private static List<String> withoutLayers(String text) {
    List<String> candidates = new ArrayList<>();
    int start = text.indexOf("layer ");
    while (start >= 0) {
      int end = text.indexOf("\n}\n", start);
      if (end < 0) {
        break;
      }
      candidates.add(text.substring(0, start) + text.substring(end + 3));
      start = text.indexOf("layer ", end);
    }
    return candidates;
  }

  /** Each line left out; where it defines a value, the value's users take what it was made from. */
  private static List<String> withoutLines(String text) {
    List<String> candidates = new ArrayList<>();
    List<String> lines = List.of(text.split("\n"));
    for (int i = 0; i < lines.size(); i++) {
      List<String> rest = new ArrayList<>(lines);
      String dropped = rest.remove(i);
      String shorter = String.join("\n", rest) + "\n";
      candidates.add(shorter);
      Matcher definition = DEFINITION.matcher(dropped);
      if (definition.matches()) {
        String word = "\\b" + Pattern.quote(definition.group(1)) + "\\b";
        candidates.add(shorter.replaceAll(word, Matcher.quoteReplacement(definition.group(2))));
      }
    }
    return candidates;
  }

  private static List<String> without(String text, Pattern pattern) {
    List<String> candidates = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      candidates.add(text.substring(0, matcher.start()) + text.substring(matcher.end()));
    }
    return candidates;
  }

  /** Each number made smaller everywhere at once, as sizes have to agree, and then alone. */
  private static List<String> withSmallerSizes(String text) {
    Set<String> numbers = new LinkedHashSet<>();
    WHOLE.matcher(text).results().forEach(result -> numbers.add(result.group()));
    List<String> candidates = new ArrayList<>();
    for (String number : numbers) {
      for (String smaller : smaller(number)) {
        candidates.add(text.replaceAll("(?<![\\w.])" + number + "(?![\\w.])", smaller));
      }
    }
    Matcher matcher = WHOLE.matcher(text);
    while (matcher.find()) {
      for (String smaller : smaller(matcher.group())) {
        candidates.add(
            text.substring(0, matcher.start()) + smaller + text.substring(matcher.end()));
      }
    }
    return candidates;
  }

  private static Set<String> smaller(String number) {
    Set<String> smaller = new LinkedHashSet<>();
    if (number.length() < 10) {
      int value = Integer.parseInt(number);
      for (int candidate : new int[] {1, 2, value / 2, value - 1}) {
        if (candidate >= 1 && candidate < value) {
          smaller.add(String.valueOf(candidate));
        }
      }
    }
    return smaller;
  }
}
