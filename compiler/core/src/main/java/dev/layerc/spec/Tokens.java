package dev.layerc.spec;

import dev.layerc.grammar.NnLexer;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/** Text → the tokens that matter to the parser, the end of the file last. */
final class Tokens {
  private Tokens() {}

  static List<Token> of(String text) {
    NnLexer lexer = new NnLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners(); // the lexer has a token for every character
    return lexer.getAllTokens().stream()
        .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL)
        .map(Token.class::cast)
        .toList();
  }
}
