package dev.layerc.spec;

import dev.layerc.grammar.NnLexer;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/** What kind of word a token is, as far as the search for mistakes must know. */
final class Words {
  static final List<String> STATEMENTS =
      List.of(
          "input",
          "target",
          "const",
          "param",
          "state",
          "shared",
          "next",
          "output",
          "loss",
          "metric",
          "gradient",
          "train");
  static final List<String> DECLARATIONS =
      List.of("net", "layer", "fn", "optimizer", "const", "use");

  private static final Set<String> REDUCERS =
      Set.of("sum", "mean", "prod", "max", "min", "lse", "argmax");
  private static final Set<String> INFIX =
      Set.of(
          "+", "-", "*", "/", "%", "^", "<", "<=", ">", ">=", "==", "!=", "&&", "||", "?", ":",
          "->", "=", ",");
  private static final Set<String> TAKING_VALUES =
      Set.of("loss", "metric", "gradient", "train", "input", "target");
  private static final Set<Integer> NEVER_RIGHT =
      Set.of(
          NnLexer.UNCLOSED_COMMENT,
          NnLexer.UNCLOSED_STRING,
          NnLexer.HASH_COMMENT,
          NnLexer.BAD_NUMBER,
          NnLexer.DOUBLE_STAR,
          NnLexer.COLON_EQUALS,
          NnLexer.SINGLE_AND,
          NnLexer.SINGLE_OR,
          NnLexer.DOT,
          NnLexer.UNKNOWN);
  private static final int LONGEST_SHOWN = 40;

  private Words() {}

  static boolean is(Token token, String text) {
    return token != null && token.getText().equals(text);
  }

  static boolean isName(Token token) {
    return token != null && token.getType() == NnLexer.ID;
  }

  static boolean isNumber(Token token) {
    return token != null && token.getType() == NnLexer.NUM;
  }

  static boolean isKeyword(Token token) {
    return token != null
        && NnLexer.VOCABULARY.getLiteralName(token.getType()) != null
        && Character.isLetter(token.getText().charAt(0));
  }

  static boolean isStatement(Token token) {
    return isKeyword(token) && STATEMENTS.contains(token.getText());
  }

  /** The statements in which no name with an equals sign can come next. */
  static boolean takesValue(Token token) {
    return isKeyword(token) && TAKING_VALUES.contains(token.getText());
  }

  /** Not {@code const}, which also begins a statement. */
  static boolean isDeclarationOnly(Token token) {
    return isKeyword(token) && DECLARATIONS.contains(token.getText()) && !is(token, "const");
  }

  static boolean hasBlock(Token token) {
    return is(token, "net") || is(token, "layer") || is(token, "optimizer");
  }

  static boolean isReducer(Token token) {
    return isKeyword(token) && REDUCERS.contains(token.getText());
  }

  /** What needs something on both sides, the comma and the equals sign included. */
  static boolean isInfix(Token token) {
    return token != null && INFIX.contains(token.getText());
  }

  static boolean isOperator(Token token) {
    return (isInfix(token) && !is(token, ",")) || is(token, "!");
  }

  static boolean isOpening(Token token) {
    return is(token, "(") || is(token, "[");
  }

  static boolean isClosing(Token token) {
    return is(token, ")") || is(token, "]");
  }

  /** What a complete value can end with. */
  static boolean endsOperand(Token token) {
    return token != null
        && (isName(token)
            || isNumber(token)
            || token.getType() == NnLexer.STRING
            || isClosing(token)
            || is(token, "inf")
            || is(token, "training")
            || token.getType() == NnLexer.BAD_NUMBER);
  }

  static boolean isNeverRight(Token token) {
    return NEVER_RIGHT.contains(token.getType());
  }

  /** The token's text, cut where a hostile file would make a message of a million letters. */
  static String shown(String text) {
    return text.length() <= LONGEST_SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, 30)) + "...";
  }

  static String shown(Token token) {
    return shown(token.getText());
  }
}
