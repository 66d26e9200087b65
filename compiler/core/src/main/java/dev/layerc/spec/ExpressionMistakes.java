package dev.layerc.spec;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/** Operators without operands, operands without operators, and reducers in round brackets. */
final class ExpressionMistakes {
  private static final Map<String, String> PYTHON_WORDS =
      Map.of("and", "&&", "or", "||", "not", "!");
  private static final Set<String> SMALLER_OR_LARGER = Set.of("max", "min");

  private final Places places;

  ExpressionMistakes(Places places) {
    this.places = places;
  }

  Optional<Diagnostic> explain(Piece piece, int wrongAt) {
    return reducer(piece, wrongAt)
        .or(() -> pythonWord(piece, wrongAt))
        .or(() -> nothingOnOneSide(piece, wrongAt))
        .or(() -> emptyBrackets(piece, wrongAt))
        .or(() -> conditional(piece, wrongAt))
        .or(() -> otherwise(piece, wrongAt))
        .or(() -> twoOperands(piece, wrongAt))
        .or(() -> misplaced(piece, wrongAt));
  }

  // sum(j) W[i,j], max(j) x[j], and a reducer that is used as a value

  private Optional<Diagnostic> reducer(Piece piece, int wrongAt) {
    Token before = piece.at(wrongAt - 1);
    if (Words.isReducer(before)) {
      return Optional.of(
          Words.is(piece.at(wrongAt), "(")
              ? roundBrackets(piece, wrongAt)
              : Diagnostic.of(Message.MISSING_INDICES, places.of(before), before.getText()));
    }
    int open = callOfMaxBefore(piece, wrongAt);
    return open > 0 && startsOperand(piece.at(wrongAt))
        ? Optional.of(roundBrackets(piece, open))
        : Optional.empty();
  }

  private Diagnostic roundBrackets(Piece piece, int open) {
    int close = closing(piece, open);
    Token reducer = piece.at(open - 1);
    String inside =
        close - open < 2 ? "i" : places.of(piece.at(open + 1), piece.at(close - 1)).text();
    return Diagnostic.of(
        Message.REDUCER_WITH_ROUND_BRACKETS,
        places.of(reducer, piece.at(close)),
        reducer.getText(),
        Words.shown(inside.replaceAll("\\s+", " ")));
  }

  private static int closing(Piece piece, int open) {
    int depth = 0;
    for (int i = open; i < piece.size(); i++) {
      depth += Words.isOpening(piece.at(i)) ? 1 : Words.isClosing(piece.at(i)) ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return piece.size() - 1;
  }

  /** Where {@code max(k)} or {@code min(k)} ends just before {@code end}: the bracket's place. */
  private static int callOfMaxBefore(Piece piece, int end) {
    if (!Words.is(piece.at(end - 1), ")")) {
      return -1;
    }
    int open = end - 2;
    while (Words.isName(piece.at(open)) || Words.is(piece.at(open), ",")) {
      open--;
    }
    boolean isCall =
        Words.is(piece.at(open), "(")
            && Words.isKeyword(piece.at(open - 1))
            && SMALLER_OR_LARGER.contains(piece.at(open - 1).getText());
    return isCall ? open : -1;
  }

  private Optional<Diagnostic> pythonWord(Piece piece, int wrongAt) {
    for (int i = wrongAt; i >= wrongAt - 1; i--) {
      Token token = piece.at(i);
      if (Words.isName(token) && PYTHON_WORDS.containsKey(token.getText())) {
        return Optional.of(
            Diagnostic.of(
                Message.WORD_FOR_OPERATOR,
                places.of(token),
                token.getText(),
                PYTHON_WORDS.get(token.getText())));
      }
    }
    return Optional.empty();
  }

  private Optional<Diagnostic> nothingOnOneSide(Piece piece, int wrongAt) {
    Token wrong = piece.at(wrongAt);
    Token before = piece.at(wrongAt - 1);
    if (before != null && (Words.isInfix(before) || Words.is(before, "!"))) {
      boolean doubled = Words.is(before, "=") && Words.isInfix(wrong);
      return Optional.of(
          Diagnostic.of(
              doubled ? Message.NOTHING_ON_ITS_LEFT : Message.NOTHING_ON_ITS_RIGHT,
              places.of(doubled ? wrong : before),
              doubled ? wrong.getText() : before.getText()));
    }
    return Words.isInfix(wrong) && (before == null || !Words.endsOperand(before))
        ? Optional.of(Diagnostic.of(Message.NOTHING_ON_ITS_LEFT, places.of(wrong), wrong.getText()))
        : Optional.empty();
  }

  private Optional<Diagnostic> emptyBrackets(Piece piece, int wrongAt) {
    Token wrong = piece.at(wrongAt);
    Token before = piece.at(wrongAt - 1);
    return Words.isClosing(wrong) && Words.isOpening(before)
        ? Optional.of(Diagnostic.of(Message.EMPTY_BRACKETS, places.of(before, wrong)))
        : Optional.empty();
  }

  private Optional<Diagnostic> conditional(Piece piece, int wrongAt) {
    int questions = 0;
    Token last = null;
    for (int i = 0; i < Math.min(wrongAt, piece.size()); i++) {
      questions += Words.is(piece.at(i), "?") ? 1 : Words.is(piece.at(i), ":") ? -1 : 0;
      last = Words.is(piece.at(i), "?") ? piece.at(i) : last;
    }
    boolean endsHere = wrongAt >= piece.size() || Words.isClosing(piece.at(wrongAt));
    return questions > 0 && last != null && endsHere
        ? Optional.of(Diagnostic.of(Message.CONDITIONAL_WITHOUT_COLON, places.of(last)))
        : Optional.empty();
  }

  private Optional<Diagnostic> otherwise(Piece piece, int wrongAt) {
    Token wrong = piece.at(wrongAt);
    Token before = piece.at(wrongAt - 1);
    return Words.is(before, "else") && wrong != null
        ? Optional.of(
            Diagnostic.of(Message.ELSE_NOT_A_CONSTANT, places.of(wrong), Words.shown(wrong)))
        : Optional.empty();
  }

  private Optional<Diagnostic> twoOperands(Piece piece, int wrongAt) {
    Token wrong = piece.at(wrongAt);
    Token before = piece.at(wrongAt - 1);
    if (!Words.endsOperand(before) || !startsOperand(wrong)) {
      return Optional.empty();
    }
    Diagnostic found =
        Diagnostic.of(
            Message.MISSING_OPERATOR, places.of(wrong), Words.shown(wrong), Words.shown(before));
    return Optional.of(
        Words.isNumber(before) && Words.isName(wrong)
            ? found.withHint("write " + Words.shown(before) + " * " + Words.shown(wrong))
            : found);
  }

  private static boolean startsOperand(Token token) {
    return Words.isName(token)
        || Words.isNumber(token)
        || Words.is(token, "(")
        || Words.is(token, "inf")
        || Words.is(token, "training")
        || Words.isReducer(token);
  }

  private Optional<Diagnostic> misplaced(Piece piece, int wrongAt) {
    Token wrong = piece.at(wrongAt);
    if (Words.is(wrong, "->")) {
      return Optional.of(Diagnostic.of(Message.PIPELINE_NOT_HERE, places.of(wrong)));
    }
    if (Words.is(wrong, "=") && wrongAt > 1) {
      return Optional.of(
          Diagnostic.of(Message.UNEXPECTED, places.of(wrong), "=")
              .withHint("'==' compares two values"));
    }
    return Optional.empty();
  }
}
