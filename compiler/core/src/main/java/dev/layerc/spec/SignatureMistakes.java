package dev.layerc.spec;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** What stands between a declaration's name and its block. */
final class SignatureMistakes {
  private final Places places;

  SignatureMistakes(Places places) {
    this.places = places;
  }

  Optional<Diagnostic> explain(Piece piece, int wrongAt) {
    return switch (piece.first().getText()) {
      case "layer" -> layer(piece, wrongAt);
      case "optimizer" -> optimizer(piece, wrongAt);
      case "net" -> net(piece, wrongAt);
      case "fn" -> function(piece, wrongAt);
      default -> withoutBlock(piece);
    };
  }

  private Optional<Diagnostic> layer(Piece piece, int wrongAt) {
    if (piece.kind() == Piece.Kind.DECLARATION) {
      return withoutBlock(piece);
    }
    if (isMissing(piece, ":", wrongAt)) {
      return Optional.of(noSignature(piece).withHint("write layer name : x[N] -> y[N] { ... }"));
    }
    return isMissing(piece, "->", wrongAt)
        ? Optional.of(
            Diagnostic.of(Message.MISSING_ARROW, places.of(piece.at(wrongAt - 1)))
                .withHint("write layer name : x[N] -> y[N] { ... }"))
        : Optional.empty();
  }

  private Optional<Diagnostic> optimizer(Piece piece, int wrongAt) {
    return isMissing(piece, ":", wrongAt)
        ? Optional.of(noSignature(piece).withHint("write optimizer name : w, g, step { ... }"))
        : Optional.empty();
  }

  /** Nothing but an operand before {@code end}, and {@code text} not yet seen. */
  private static boolean isMissing(Piece piece, String text, int end) {
    return end > 1
        && !piece.hasBefore(text, piece.size())
        && Words.endsOperand(piece.at(end - 1))
        && (end >= piece.size() || !Words.isClosing(piece.at(end)));
  }

  private Diagnostic noSignature(Piece piece) {
    return Diagnostic.of(
        Message.MISSING_SIGNATURE, places.of(piece.at(1)), Words.shown(piece.at(1)));
  }

  private Optional<Diagnostic> net(Piece piece, int wrongAt) {
    boolean wrongType = wrongAt == 3 && Words.is(piece.at(2), ":") && piece.size() > 3;
    return wrongType
        ? Optional.of(
            Diagnostic.of(
                    Message.UNEXPECTED,
                    places.of(piece.at(wrongAt)),
                    Words.shown(piece.at(wrongAt)))
                .withHint("a net is of float or double"))
        : Optional.empty();
  }

  private Optional<Diagnostic> function(Piece piece, int wrongAt) {
    boolean noParameters = wrongAt == 2 && !Words.is(piece.at(2), "(");
    Token name = piece.at(1);
    return noParameters
        ? Optional.of(
            Diagnostic.of(Message.NO_PARAMETERS, places.of(name), Words.shown(name))
                .withHint("write fn " + Words.shown(name) + "(x) = ..."))
        : Optional.empty();
  }

  private Optional<Diagnostic> withoutBlock(Piece piece) {
    boolean lacksBlock =
        piece.kind() == Piece.Kind.DECLARATION && Words.hasBlock(piece.first()) && piece.size() > 1;
    return lacksBlock
        ? Optional.of(
            Diagnostic.of(
                Message.MISSING_BODY,
                places.of(piece.first()),
                piece.first().getText() + " " + Words.shown(piece.at(1))))
        : Optional.empty();
  }
}
