package dev.layerc.spec;

import dev.layerc.diag.SourceFile;
import dev.layerc.diag.Span;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * Where tokens stand in the text. ANTLR counts code points and spans count chars; the two differ
 * after a character outside the basic plane.
 */
final class Places {
  private final SourceFile source;
  private final boolean onlyBasicPlane;

  Places(SourceFile source) {
    this.source = source;
    this.onlyBasicPlane = source.text().chars().noneMatch(c -> Character.isSurrogate((char) c));
  }

  SourceFile source() {
    return source;
  }

  Span of(Token token) {
    if (token.getType() == Token.EOF) {
      return new Span(source, source.text().length(), source.text().length());
    }
    return new Span(source, offset(token.getStartIndex()), offset(token.getStopIndex() + 1));
  }

  Span of(Token first, Token last) {
    return of(first).to(of(last));
  }

  Span of(ParserRuleContext tree) {
    return of(tree.getStart(), tree.getStop());
  }

  Name name(Token token) {
    return new Name(token.getText(), of(token));
  }

  private int offset(int codePoints) {
    return onlyBasicPlane ? codePoints : source.text().offsetByCodePoints(0, codePoints);
  }
}
