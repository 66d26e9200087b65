package dev.layerc.emit;

import com.palantir.javapoet.CodeBlock;

/** Text as comments and as Javadoc. */
final class Comments {
  private static final int WIDTH = 84;
  private static final String INDENT = "    ";

  private Comments() {}

  /** Lines of comment; long ones are broken between words. */
  static CodeBlock lines(String text) {
    CodeBlock.Builder code = CodeBlock.builder();
    for (String line : text.split("\n", -1)) {
      String rest = line.stripTrailing();
      int end = lastBreak(rest);
      while (end > 0) {
        code.add("// $L\n", rest.substring(0, end));
        rest = INDENT + rest.substring(end).strip();
        end = lastBreak(rest);
      }
      code.add("// $L\n", rest);
    }
    return code.build();
  }

  /** Where a line that is too long is broken; 0 for one that is not, or is one long word. */
  private static int lastBreak(String line) {
    int end = line.length() > WIDTH ? line.lastIndexOf(' ', WIDTH) : 0;
    return end > 0 && !line.substring(0, end).isBlank() ? end : 0;
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
