package dev.layerc.spec;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.Message;
import dev.layerc.diag.Span;
import dev.layerc.grammar.NnLexer;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** Tells of the tokens that no right file has; most are habits from other languages. */
final class BadTokens {
  private static final List<String> SIZE_MEMBERS = List.of("shape", "size", "length", "numel");

  private final Places places;
  private final DiagnosticLog log;

  BadTokens(Places places, DiagnosticLog log) {
    this.places = places;
    this.log = log;
  }

  /** Reports every bad token of the piece; tells whether there was one. */
  boolean report(Piece piece) {
    boolean found = false;
    for (int i = 0; i < piece.size(); i++) {
      if (Words.isNeverRight(piece.at(i))) {
        found = true;
        i = report(piece, i);
      }
    }
    return found;
  }

  /** Returns the position of the last token that was told of. */
  private int report(Piece piece, int i) {
    Token token = piece.at(i);
    Span span = places.of(token);
    switch (token.getType()) {
      case NnLexer.UNCLOSED_COMMENT -> log.report(Message.UNCLOSED_COMMENT, firstTwo(span));
      case NnLexer.UNCLOSED_STRING -> log.report(Message.UNCLOSED_STRING, span);
      case NnLexer.HASH_COMMENT -> log.report(Message.HASH_COMMENT, first(span));
      case NnLexer.BAD_NUMBER -> log.add(number(token));
      case NnLexer.DOUBLE_STAR -> log.report(Message.PYTHON_POWER, span);
      case NnLexer.COLON_EQUALS -> log.report(Message.COLON_EQUALS, span);
      case NnLexer.SINGLE_AND, NnLexer.SINGLE_OR ->
          log.report(Message.SINGLE_LOGICAL, span, token.getText());
      default -> {
        return reportRun(piece, i);
      }
    }
    return i;
  }

  private static Span first(Span span) {
    return new Span(span.source(), span.start(), span.start() + 1);
  }

  private static Span firstTwo(Span span) {
    return new Span(span.source(), span.start(), span.start() + 2);
  }

  private Diagnostic number(Token token) {
    return Diagnostic.of(Message.BAD_NUMBER, places.of(token), Words.shown(token))
        .withHint(NumberHint.of(token.getText()).map(Words::shown));
  }

  private int reportRun(Piece piece, int start) {
    if (piece.at(start).getType() == NnLexer.DOT && Words.isName(piece.at(start + 1))) {
      return reportMember(piece, start);
    }
    int last = start;
    while (isUnknown(piece.at(last + 1)) && touches(piece.at(last), piece.at(last + 1))) {
      last++;
    }
    Span run = places.of(piece.at(start), piece.at(last));
    log.add(
        run.text().equals("..")
            ? Diagnostic.of(Message.UNKNOWN_CHARACTERS, run, "..").withHint("write ...")
            : Diagnostic.of(Message.UNKNOWN_CHARACTERS, run, visible(Words.shown(run.text()))));
    return last;
  }

  private int reportMember(Piece piece, int dot) {
    Token member = piece.at(dot + 1);
    Diagnostic found =
        Diagnostic.of(Message.MEMBER_ACCESS, places.of(piece.at(dot), member), Words.shown(member));
    boolean asksForSize =
        SIZE_MEMBERS.contains(member.getText()) && Words.isName(piece.at(dot - 1));
    log.add(asksForSize ? found.withHint("size(" + piece.at(dot - 1).getText() + ")") : found);
    return dot + 1;
  }

  private static boolean isUnknown(Token token) {
    return token != null && (token.getType() == NnLexer.UNKNOWN || token.getType() == NnLexer.DOT);
  }

  private static boolean touches(Token a, Token b) {
    return a.getStopIndex() + 1 == b.getStartIndex();
  }

  /** A control character is told by its number: it must not reach the terminal. */
  private static String visible(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                out.append(String.format(java.util.Locale.ROOT, "\\u%04X", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
