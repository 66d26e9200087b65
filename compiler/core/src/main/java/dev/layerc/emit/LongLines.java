package dev.layerc.emit;

/**
 * Breaks the lines that the network's name has made too long: code after a comma, an opening
 * bracket or before a word that goes on, comments between words.
 */
final class LongLines {
  private static final int WIDTH = 100;

  private LongLines() {}

  static String broken(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.lines().forEach(line -> append(line.stripTrailing() + "\n", result));
    return result.toString();
  }

  private static void append(String line, StringBuilder result) {
    String rest = line;
    String prefix = continuation(line);
    while (rest.stripTrailing().length() > WIDTH) {
      int end = breakPoint(rest, prefix.length());
      if (end < 0) {
        break;
      }
      result.append(rest.substring(0, end).stripTrailing()).append('\n');
      rest = prefix + rest.substring(end).stripLeading();
    }
    result.append(rest);
  }

  /** What the next line starts with. */
  private static String continuation(String line) {
    String content = line.stripLeading();
    String indent = line.substring(0, line.length() - content.length());
    if (content.startsWith("* ")) {
      String text = content.substring(1).stripLeading();
      return indent + content.substring(0, content.length() - text.length());
    }
    return content.startsWith("//") ? indent + "//     " : indent + "    ";
  }

  /** The last place within the width where the line may end, or -1. */
  private static int breakPoint(String line, int from) {
    String content = line.stripLeading();
    boolean comment = content.startsWith("* ") || content.startsWith("//");
    boolean quoted = false;
    int found = -1;
    for (int i = 0; i < WIDTH; i++) {
      char c = line.charAt(i);
      quoted ^= c == '"' && line.charAt(Math.max(0, i - 1)) != '\\';
      boolean after = line.charAt(i + 1) == ' ' && (comment || c == ',' || c == '=');
      boolean throwing =
          line.startsWith(" throws ", i + 1)
              || line.startsWith(" + ", i + 1)
              || line.startsWith(" : ", i + 1);
      if (i >= from && (comment || !quoted) && (after || throwing || opening(line, i, comment))) {
        found = i + 1;
      }
    }
    return found;
  }

  private static boolean opening(String line, int at, boolean comment) {
    return !comment && line.charAt(at) == '(' && line.charAt(at + 1) != ')';
  }
}
