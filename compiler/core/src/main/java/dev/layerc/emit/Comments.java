package dev.layerc.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.List;

/** Text as comments and as Javadoc. */
final class Comments {
  /** With {@code //} or {@code *} and the indentation of a method, 100 characters. */
  private static final int WIDTH = 92;

  private static final String INDENT = "    ";

  /** What stands between an equation and where it comes from. */
  private static final String GAP = "   ";

  private Comments() {}

  /** Lines of comment; long ones are broken between words. */
  static CodeBlock lines(String text) {
    CodeBlock.Builder code = CodeBlock.builder();
    broken(text).forEach(line -> code.add("// $L\n", line));
    return code.build();
  }

  /** The lines of a text, none too long; one goes on with an indentation. */
  static List<String> broken(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String rest = line.stripTrailing();
      int end = lastBreak(rest);
      while (end > 0) {
        lines.add(rest.substring(0, end).stripTrailing());
        rest = INDENT + rest.substring(end).strip();
        end = lastBreak(rest);
      }
      lines.add(rest);
    }
    return lines;
  }

  /** Where a line that is too long is broken; 0 for one that is not, or has no such place. */
  private static int lastBreak(String line) {
    if (line.length() <= WIDTH) {
      return 0;
    }
    int gap = line.lastIndexOf(GAP);
    int end = gap <= WIDTH && line.length() - gap <= WIDTH ? gap : line.lastIndexOf(' ', WIDTH);
    if (end > 0 && !line.substring(0, end).isBlank()) {
      return end;
    }
    return Math.max(0, line.lastIndexOf('*', WIDTH - 1) + 1); // a long word: after a factor
  }

  /** Text that Javadoc shows as it is. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;")
        .replace("*/", "*&#47;");
  }
}
