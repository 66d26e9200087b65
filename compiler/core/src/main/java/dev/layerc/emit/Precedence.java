package dev.layerc.emit;

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

  Precedence tighter() {
    return values()[ordinal() + 1];
  }
}
