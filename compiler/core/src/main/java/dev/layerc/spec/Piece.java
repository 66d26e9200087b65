package dev.layerc.spec;

import java.util.List;
import org.antlr.v4.runtime.Token;

/** The tokens of one statement, of one declaration without a block, or of what precedes a block. */
record Piece(Kind kind, List<Token> tokens) {

  enum Kind {
    DECLARATION,
    HEADER,
    STATEMENT
  }

  Piece {
    tokens = List.copyOf(tokens);
  }

  /** The token, or null where the piece has none at this position. */
  Token at(int position) {
    return position >= 0 && position < tokens.size() ? tokens.get(position) : null;
  }

  Token first() {
    return tokens.get(0);
  }

  Token last() {
    return tokens.get(tokens.size() - 1);
  }

  int size() {
    return tokens.size();
  }

  /** Whether {@code text} stands outside of brackets before {@code end}. */
  boolean hasBefore(String text, int end) {
    int depth = 0;
    for (int i = 0; i < Math.min(end, size()); i++) {
      if (depth == 0 && Words.is(at(i), text)) {
        return true;
      }
      depth += Words.isOpening(at(i)) ? 1 : Words.isClosing(at(i)) ? -1 : 0;
    }
    return false;
  }
}
