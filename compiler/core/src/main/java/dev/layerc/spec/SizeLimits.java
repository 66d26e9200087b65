package dev.layerc.spec;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * Bounds how deep the tree of one statement can become, before anything walks it: every later phase
 * recurses over expressions, and no spec may overflow the stack.
 */
final class SizeLimits {
  static final int DEEPEST = 200;
  static final int MOST_OPERATORS = 1000;

  private final Places places;

  SizeLimits(Places places) {
    this.places = places;
  }

  Optional<Diagnostic> check(Piece piece) {
    int depth = 0;
    int operators = 0;
    int prefixes = 0;
    for (int i = 0; i < piece.size(); i++) {
      Token token = piece.at(i);
      depth += Words.isOpening(token) ? 1 : Words.isClosing(token) ? -1 : 0;
      operators += nests(token) ? 1 : 0;
      prefixes = Words.is(token, "-") || Words.is(token, "!") ? prefixes + 1 : 0;
      if (Math.max(depth, prefixes) > DEEPEST) {
        return Optional.of(Diagnostic.of(Message.NESTED_TOO_DEEP, places.of(token), DEEPEST));
      }
      if (operators > MOST_OPERATORS) {
        return Optional.of(
            Diagnostic.of(Message.TOO_MANY_OPERATORS, places.of(token), MOST_OPERATORS));
      }
    }
    return Optional.empty();
  }

  /** A comma or an arrow makes a list longer, not a tree deeper. */
  private static boolean nests(Token token) {
    return Words.isReducer(token) || (Words.isOperator(token) && !Words.is(token, "->"));
  }
}
