package dev.layerc.spec;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.Message;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/**
 * Cuts a file into its declarations and statements by their first words and by braces. What is
 * wrong with the braces goes to the log.
 */
final class Outline {
  private final List<Token> tokens;
  private final Boundaries boundaries;
  private final Places places;
  private final DiagnosticLog log;
  private final List<Section> sections = new ArrayList<>();
  private int at;

  private Outline(List<Token> tokens, Places places, DiagnosticLog log) {
    this.tokens = tokens;
    this.boundaries = new Boundaries(tokens);
    this.places = places;
    this.log = log;
  }

  static List<Section> of(List<Token> tokens, Places places, DiagnosticLog log) {
    Outline outline = new Outline(tokens, places, log);
    while (!outline.atEnd()) {
      outline.section();
    }
    return outline.sections;
  }

  private boolean atEnd() {
    return at >= tokens.size();
  }

  private boolean sees(String text) {
    return !atEnd() && Words.is(tokens.get(at), text);
  }

  private void section() {
    if (sees("}")) {
      log.report(Message.BRACKET_NEVER_OPENED, places.of(tokens.get(at)), "}");
      at++;
      return;
    }
    int start = at;
    boolean expectsBlock = Words.hasBlock(tokens.get(at));
    if (!sees("{")) {
      at++;
    }
    while (!atEnd() && !sees("{") && !sees("}") && !startsAnother()) {
      at++;
    }
    List<Token> head = tokens.subList(start, Math.max(at, start + 1));
    if (sees("{")) {
      List<Piece> statements = block(at);
      boolean function = Words.is(head.get(0), "fn"); // its block is one mistake, not many
      sections.add(
          new Section(new Piece(Piece.Kind.HEADER, head), true, function ? List.of() : statements));
    } else if (expectsBlock) {
      log.report(Message.MISSING_BODY, places.of(head.get(0)), firstWords(head));
      sections.add(new Section(new Piece(Piece.Kind.HEADER, head), false, block(-1)));
    } else {
      sections.add(new Section(new Piece(Piece.Kind.DECLARATION, head), false, List.of()));
    }
  }

  private boolean startsAnother() {
    return boundaries.startsDeclaration(at) || boundaries.startsStatement(at);
  }

  private static String firstWords(List<Token> head) {
    String keyword = head.get(0).getText();
    return head.size() == 1 ? keyword : keyword + " " + Words.shown(head.get(1));
  }

  /** The statements up to the closing brace; {@code open} is the place of the brace, or -1. */
  private List<Piece> block(int open) {
    at = open >= 0 ? open + 1 : at;
    boolean closed = open >= 0 && boundaries.closing(open) >= 0;
    List<Piece> statements = new ArrayList<>();
    while (!atEnd() && !sees("}") && (closed || !boundaries.startsDeclaration(at))) {
      statements.add(statement());
    }
    if (sees("}")) {
      at++;
    } else if (open >= 0) {
      log.report(Message.BRACKET_NEVER_CLOSED, places.of(tokens.get(open)), "{");
    }
    return statements;
  }

  private Piece statement() {
    int start = at;
    do {
      skipOne();
    } while (!atEnd() && !sees("}") && !startsAnother());
    return new Piece(Piece.Kind.STATEMENT, tokens.subList(start, at));
  }

  /** One token, or all that stands between two braces: no statement holds a block. */
  private void skipOne() {
    boolean brace = sees("{");
    at = brace && boundaries.closing(at) > 0 ? boundaries.closing(at) + 1 : at + 1;
  }
}
