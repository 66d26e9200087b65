package dev.layerc.spec;

import dev.layerc.diag.ClosestName;
import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Pieces whose first words fit no statement and no declaration. */
final class BeginningMistakes {
  private final Places places;
  private final NamesInUse namesInUse;

  BeginningMistakes(Places places, NamesInUse namesInUse) {
    this.places = places;
    this.namesInUse = namesInUse;
  }

  Optional<Diagnostic> explain(Piece piece, int wrongAt) {
    if (wrongAt > 1) {
      return Optional.empty();
    }
    if (piece.kind() == Piece.Kind.STATEMENT) {
      return statement(piece, wrongAt);
    }
    return wrongAt == 0 ? Optional.of(declaration(piece)) : Optional.empty();
  }

  private Optional<Diagnostic> statement(Piece piece, int wrongAt) {
    Token first = piece.first();
    if (Words.isDeclarationOnly(first)) {
      return Optional.of(
          Diagnostic.of(Message.DECLARATION_INSIDE, places.of(first), first.getText()));
    }
    if (Words.isKeyword(first) && isDefined(piece)) {
      return Optional.of(keywordAsName(first));
    }
    if (Words.isName(first) && wrongAt == 1) {
      return Optional.of(name(piece));
    }
    return wrongAt == 0 ? Optional.of(notAStatement(first)) : Optional.empty();
  }

  /** {@code loss = ...}, {@code sum[i] = ...}. */
  private static boolean isDefined(Piece piece) {
    int next = 1;
    if (Words.is(piece.at(1), "[")) {
      while (next < piece.size() && !Words.is(piece.at(next), "]")) {
        next++;
      }
      next++;
    }
    return Words.is(piece.at(next), "=");
  }

  private Diagnostic keywordAsName(Token keyword) {
    String text = keyword.getText();
    return Diagnostic.of(
        Message.KEYWORD_AS_NAME, places.of(keyword), text, namesInUse.insteadOf(text));
  }

  /** A name, and then neither {@code =} nor indices. */
  private Diagnostic name(Piece piece) {
    Token second = piece.at(1);
    if (Words.is(second, "==")) {
      return Diagnostic.of(Message.EQUALITY_FOR_ASSIGNMENT, places.of(second))
          .withHint("write " + Words.shown(piece.first()) + " = ...");
    }
    if (Words.isOperator(second) && Words.is(piece.at(2), "=")) {
      return Diagnostic.of(Message.ASSIGNED_ONCE, places.of(second, piece.at(2)), second.getText());
    }
    return notAStatement(piece.first())
        .withHint(
            ClosestName.hint(piece.first().getText(), Words.STATEMENTS)
                .orElse(definitionHint(piece)));
  }

  private String definitionHint(Piece piece) {
    Token second = piece.at(1);
    String first = Words.shown(piece.first());
    boolean valueFollows =
        Words.isName(second) || Words.isNumber(second) || Words.isReducer(second);
    if (!valueFollows) {
      return "give the value a name: y = ...";
    }
    String value = places.of(second, piece.last()).text().replaceAll("\\s+", " ");
    return "write " + first + " = " + Words.shown(value);
  }

  private Diagnostic notAStatement(Token first) {
    return Words.isName(first) || Words.isKeyword(first)
        ? Diagnostic.of(Message.NOT_A_STATEMENT, places.of(first), Words.shown(first))
        : Diagnostic.of(Message.UNEXPECTED, places.of(first), Words.shown(first));
  }

  private Diagnostic declaration(Piece piece) {
    Token first = piece.first();
    if (Words.isStatement(first)) {
      return Diagnostic.of(Message.STATEMENT_OUTSIDE, places.of(first), first.getText());
    }
    if (!Words.isName(first) && !Words.isKeyword(first)) {
      return Diagnostic.of(Message.UNEXPECTED, places.of(first), Words.shown(first));
    }
    if (Words.is(piece.at(1), "=")) {
      return Diagnostic.of(Message.STATEMENT_OUTSIDE, places.of(first), Words.shown(first))
          .withHint("a constant is written const " + Words.shown(first) + " = ...");
    }
    if (Words.isDeclarationOnly(first)) { // the head of a block that this declaration cannot have
      String name = piece.size() > 1 ? Words.shown(piece.at(1)) : "f";
      return Words.is(first, "fn")
          ? Diagnostic.of(Message.FUNCTION_WITH_BLOCK, places.of(first), name)
          : Diagnostic.of(Message.UNEXPECTED, places.of(first), first.getText());
    }
    return Diagnostic.of(Message.NOT_A_DECLARATION, places.of(first), Words.shown(first))
        .withHint(ClosestName.hint(first.getText(), Words.DECLARATIONS));
  }
}
