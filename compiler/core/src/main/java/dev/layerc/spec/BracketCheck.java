package dev.layerc.spec;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.diag.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/** Round and square brackets of one statement: each must be closed by its like. */
final class BracketCheck {
  /** Where to close a bracket is found by trying; nobody reads a hint for a longer statement. */
  private static final int LONGEST_TRIED = 200;

  private final Places places;

  BracketCheck(Places places) {
    this.places = places;
  }

  Optional<Diagnostic> check(Piece piece) {
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < piece.size(); i++) {
      Token token = piece.at(i);
      if (Words.isOpening(token)) {
        open.push(i);
      } else if (Words.isClosing(token)) {
        if (open.isEmpty()) {
          return Optional.of(
              Diagnostic.of(Message.BRACKET_NEVER_OPENED, places.of(token), token.getText()));
        }
        Token opening = piece.at(open.pop());
        if (!Boundaries.closing(opening.getText()).equals(token.getText())) {
          return Optional.of(mismatch(opening, token));
        }
      }
    }
    return open.isEmpty() ? Optional.empty() : Optional.of(neverClosed(piece, open.peekLast()));
  }

  private Diagnostic mismatch(Token opening, Token closing) {
    return Diagnostic.of(
        Message.BRACKET_MISMATCH,
        places.of(closing),
        closing.getText(),
        opening.getText(),
        places.of(opening).column(),
        Boundaries.closing(opening.getText()));
  }

  private Diagnostic neverClosed(Piece piece, int open) {
    Token bracket = piece.at(open);
    return Diagnostic.of(Message.BRACKET_NEVER_CLOSED, places.of(bracket), bracket.getText())
        .withHint(closed(piece, open));
  }

  /** The statement from the bracket's name on, closed at the first place that makes it right. */
  private Optional<String> closed(Piece piece, int open) {
    if (piece.size() > LONGEST_TRIED) {
      return Optional.empty();
    }
    String closing = Boundaries.closing(piece.at(open).getText());
    for (int after = open; after < piece.size(); after++) {
      if (PieceParser.isRight(piece.kind(), withBracket(piece, after, closing))) {
        int from = Words.isName(piece.at(open - 1)) ? open - 1 : open;
        return Optional.of(text(piece, from, after) + closing + rest(piece, after));
      }
    }
    return Optional.empty();
  }

  private static List<Token> withBracket(Piece piece, int after, String closing) {
    List<Token> tokens = new ArrayList<>(piece.tokens());
    CommonToken bracket = new CommonToken(piece.at(after));
    bracket.setType(Tokens.of(closing).get(0).getType());
    bracket.setText(closing);
    tokens.add(after + 1, bracket);
    return tokens;
  }

  private String rest(Piece piece, int after) {
    if (after == piece.size() - 1) {
      return "";
    }
    Span whole = places.of(piece.at(after), piece.last());
    String rest = whole.text().substring(places.of(piece.at(after)).text().length());
    return rest.replaceAll("\\s+", " ");
  }

  private String text(Piece piece, int from, int to) {
    return places.of(piece.at(from), piece.at(to)).text().replaceAll("\\s+", " ");
  }
}
