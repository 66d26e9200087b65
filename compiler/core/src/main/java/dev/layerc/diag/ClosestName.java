package dev.layerc.diag;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * "Did you mean": the known name that is fewest typing mistakes away (letters added, lost, changed,
 * or two neighbours swapped), if it is near enough to be meant.
 */
public final class ClosestName {
  private static final int LONGEST = 64;

  private ClosestName() {}

  /** The nearest of {@code known} to {@code written}; of equally near ones the first. */
  public static Optional<String> find(String written, Collection<String> known) {
    String best = null;
    int bestDistance = allowed(written) + 1;
    for (String name : known) {
      int distance = nearness(written, name);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = name;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The hint {@code did you mean 'dense'?}, if a name is near enough. */
  public static Optional<String> hint(String written, Collection<String> known) {
    return find(written, known).map(name -> "did you mean '" + name + "'?");
  }

  private static int nearness(String written, String name) {
    if (written.equals(name) || tooDifferentInLength(written, name)) {
      return Integer.MAX_VALUE;
    }
    return distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
  }

  private static int allowed(String written) {
    return written.length() <= 2 ? 1 : written.length() <= 5 ? 2 : 3;
  }

  private static boolean tooDifferentInLength(String a, String b) {
    // At least one letter must be right, or every two-letter name would be near every other.
    return Math.max(a.length(), b.length()) > LONGEST
        || Math.abs(a.length() - b.length()) > allowed(a)
        || Math.min(a.length(), b.length()) < 2;
  }

  /** The Damerau-Levenshtein distance in its "optimal string alignment" form. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 ? j : j == 0 ? i : cheapest(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int cheapest(int[][] d, String a, String b, int i, int j) {
    int changed = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(changed, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
