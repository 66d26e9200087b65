package dev.layerc.emit;

import java.util.List;

/** How tightly Java's operators bind, the loosest first. */
enum Precedence {
  CHOICE,
  OR,
  AND,
  EQUALITY,
  COMPARISON,
  SUM,
  PRODUCT,
  UNARY,
  PRIMARY;

  private static final List<Precedence> LOOSEST_FIRST = List.of(values());

  Precedence tighter() {
    return LOOSEST_FIRST.get(LOOSEST_FIRST.indexOf(this) + 1);
  }
}
