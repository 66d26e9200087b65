package dev.layerc.spec;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;

/**
 * Says what is wrong with a piece, given the first token that does not fit. The particular
 * explanations come first; what none of them knows is told plainly.
 */
final class Explanation {
  private final Places places;
  private final BeginningMistakes beginnings;
  private final SignatureMistakes signatures;
  private final NameMistakes names;
  private final ExpressionMistakes expressions;

  Explanation(Places places, NamesInUse namesInUse) {
    this.places = places;
    this.beginnings = new BeginningMistakes(places, namesInUse);
    this.signatures = new SignatureMistakes(places);
    this.names = new NameMistakes(places, namesInUse);
    this.expressions = new ExpressionMistakes(places);
  }

  Diagnostic of(Piece piece, int wrongAt) {
    return beginnings
        .explain(piece, wrongAt)
        .or(() -> names.explain(piece, wrongAt))
        .or(() -> signatures.explain(piece, wrongAt))
        .or(() -> expressions.explain(piece, wrongAt))
        .orElseGet(() -> plain(piece, wrongAt));
  }

  private Diagnostic plain(Piece piece, int wrongAt) {
    return wrongAt >= piece.size()
        ? Diagnostic.of(Message.ENDS_TOO_EARLY, places.of(piece.last()), Words.shown(piece.last()))
        : Diagnostic.of(
            Message.UNEXPECTED, places.of(piece.at(wrongAt)), Words.shown(piece.at(wrongAt)));
  }
}
