package dev.layerc.spec;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Keywords where a name should stand, and names, values and equals signs that are missing. */
final class NameMistakes {
  private final Places places;
  private final NamesInUse namesInUse;

  NameMistakes(Places places, NamesInUse namesInUse) {
    this.places = places;
    this.namesInUse = namesInUse;
  }

  Optional<Diagnostic> explain(Piece piece, int wrongAt) {
    Token wrong = piece.at(wrongAt);
    Token before = piece.at(wrongAt - 1);
    if (Words.isKeyword(wrong) && !Words.endsOperand(before) && !isNetType(piece, wrongAt)) {
      String text = wrong.getText();
      return Optional.of(
          Diagnostic.of(
              Message.KEYWORD_AS_NAME, places.of(wrong), text, namesInUse.insteadOf(text)));
    }
    if (wrongAt == 1 && (Words.isStatement(before) || Words.isDeclarationOnly(before))) {
      return Optional.of(nothingAfter(before));
    }
    return missingEquals(piece, wrongAt);
  }

  private static boolean isNetType(Piece piece, int wrongAt) {
    return Words.is(piece.first(), "net") && Words.is(piece.at(wrongAt - 1), ":");
  }

  private Diagnostic nothingAfter(Token keyword) {
    boolean takesValue = Words.is(keyword, "loss") || Words.is(keyword, "metric");
    if (Words.is(keyword, "use")) {
      return Diagnostic.of(Message.MISSING_VALUE, places.of(keyword), "use")
          .withHint("write use \"file.nn\"");
    }
    return Diagnostic.of(
        takesValue ? Message.MISSING_VALUE : Message.MISSING_NAME,
        places.of(keyword),
        keyword.getText());
  }

  /** {@code const K 5}, {@code param W[n]}, {@code fn f(x) x * 2}, {@code y[i] sum[k] ...}. */
  private Optional<Diagnostic> missingEquals(Piece piece, int wrongAt) {
    if (!needsEquals(piece) || piece.hasBefore("=", wrongAt) || !isOutside(piece, wrongAt)) {
      return Optional.empty();
    }
    Token before = piece.at(wrongAt - 1);
    if (!Words.endsOperand(before)) {
      return Optional.empty();
    }
    String written = places.of(piece.first(), before).text().replaceAll("\\s+", " ");
    return Optional.of(
        Diagnostic.of(Message.MISSING_EQUALS, places.of(before), Words.shown(written))
            .withHint("write " + Words.shown(written) + " = ..."));
  }

  private static boolean needsEquals(Piece piece) {
    Token first = piece.first();
    return switch (first.getText()) {
      case "const", "param", "state", "shared", "next" -> true;
      case "fn" -> piece.tokens().stream().anyMatch(t -> Words.is(t, ")"));
      default -> Words.isName(first) && piece.kind() == Piece.Kind.STATEMENT;
    };
  }

  private static boolean isOutside(Piece piece, int end) {
    int depth = 0;
    for (int i = 0; i < end; i++) {
      depth += Words.isOpening(piece.at(i)) ? 1 : Words.isClosing(piece.at(i)) ? -1 : 0;
    }
    return depth == 0;
  }
}
