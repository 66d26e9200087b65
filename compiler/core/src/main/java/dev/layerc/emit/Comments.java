package dev.layerc.emit;

import com.palantir.javapoet.CodeBlock;

/** Text as comments and as Javadoc. */
final class Comments {
  private static final int WIDTH = 84;

  private Comments() {}

  /** Lines of comment; long ones are broken between words. */
  static CodeBlock lines(String text) {
    CodeBlock.Builder code = CodeBlock.builder();
    for (String line : text.split("\n", -1)) {
      String rest = line.stripTrailing();
      while (rest.length() > WIDTH && rest.lastIndexOf(' ', WIDTH) > 0) {
        int end = rest.lastIndexOf(' ', WIDTH);
        code.add("// $L\n", rest.substring(0, end).stripTrailing());
        rest = "    " + rest.substring(end).strip();
        if (rest.strip().indexOf(' ') < 0) {
          break;
        }
      }
      code.add("// $L\n", rest);
    }
    return code.build();
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
