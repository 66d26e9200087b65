package dev.layerc.samples.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code -XX:+PrintCompilation} tells of the methods of a package. That the code of the lower
 * tiers is thrown away is how tiers work; what must not be is a method that the compilers give up,
 * one whose best code is thrown away and not made again, or one that is compiled over and over.
 */
final class CompilationLog {
  private static final int BEST = 4;
  private static final int MOST_RECOMPILATIONS = 8;

  /** Time, number, flags, level, method, place of the loop, size, and what happened. */
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*\\d+\\s+(?<id>\\d+)\\s+[%sbn! ]*(?<level>\\d)\\s+(?<method>\\S+::\\S+)"
              + "(?<loop> @ -?\\d+)?\\s+\\(\\d+ bytes\\)(?<event>.*)");

  private final String packageName;
  private final Set<String> faults = new TreeSet<>();
  private final Set<String> best = new TreeSet<>();
  private final Map<String, Integer> thrownAway = new TreeMap<>();
  private final Map<String, String> lastThrown = new HashMap<>();

  CompilationLog(String packageName) {
    this.packageName = packageName;
  }

  /** From here on counts what is thrown away: what only the set-up needed may stay so. */
  void beginSteps() {
    lastThrown.clear();
    thrownAway.clear();
  }

  void add(String line) {
    Matcher matcher = LINE.matcher(line);
    if (matcher.lookingAt() && matcher.group("method").startsWith(packageName + ".")) {
      int level = Integer.parseInt(matcher.group("level"));
      String loop = matcher.group("loop") == null ? "" : matcher.group("loop");
      add(matcher.group("method") + loop, level, matcher.group("event"), line.strip());
    } else if (line.contains("COMPILE SKIPPED") && line.contains(packageName + ".")) {
      faults.add(line.strip());
    }
  }

  private void add(String code, int level, String event, String line) {
    if (event.contains("COMPILE SKIPPED")) {
      faults.add(line);
    } else if (level == BEST && event.contains("made not entrant")) {
      thrownAway.merge(code, 1, Integer::sum);
      lastThrown.put(code, line);
    } else if (level == BEST && event.isBlank()) {
      best.add(code.replaceFirst(" @.*", ""));
      lastThrown.remove(code);
    }
  }

  /** The methods that have code of the best tier. */
  Set<String> compiled() {
    return best;
  }

  List<String> faults() {
    List<String> all = new ArrayList<>(faults);
    lastThrown.forEach(
        (code, line) -> {
          if (!code.contains(" @")) {
            all.add("not compiled again: " + line);
          }
        });
    thrownAway.forEach(
        (code, times) -> {
          if (times > MOST_RECOMPILATIONS) {
            all.add("compiled " + times + " times: " + code);
          }
        });
    return all;
  }
}
