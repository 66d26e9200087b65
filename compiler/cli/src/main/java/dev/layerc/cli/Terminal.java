package dev.layerc.cli;

import java.io.Console;

/** Whether somebody sits in front of a terminal that can show a moving bar. */
final class Terminal {
  private Terminal() {}

  static boolean isThere() {
    return System.getenv("NO_COLOR") == null
        && !"dumb".equals(System.getenv("TERM"))
        && isTerminal(System.console());
  }

  /** From Java 22 on there is a console even without a terminal, and a method to ask it. */
  private static boolean isTerminal(Console console) {
    if (console == null || Runtime.version().feature() < 22) {
      return console != null;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
