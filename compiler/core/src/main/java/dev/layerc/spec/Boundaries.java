package dev.layerc.spec;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.Token;

/**
 * Where statements and declarations begin, seen from the words alone, so that it also works in a
 * file that does not parse. In a right file these are exactly the beginnings that the grammar sees.
 */
final class Boundaries {
  private final List<Token> tokens;

  /** The position of the bracket that closes the one at this position, or -1. */
  private final int[] closing;

  Boundaries(List<Token> tokens) {
    this.tokens = tokens;
    this.closing = matchBrackets(tokens);
  }

  boolean startsStatement(int i) {
    Token token = tokens.get(i);
    Token before = i == 0 ? null : tokens.get(i - 1);
    boolean afterSomethingComplete =
        before == null
            || Words.endsOperand(before)
            || Words.is(before, "{")
            || Words.is(before, "}");
    if (Words.isStatement(token)) {
      return afterSomethingComplete || isFirstOnItsLine(i);
    }
    if (!Words.isName(token) && !Words.isKeyword(token)) {
      return false;
    }
    if (isFollowedByEquals(i)) {
      return afterSomethingComplete || (isFirstOnItsLine(i) && isLeftIncomplete(before));
    }
    return Words.isName(token) && isFirstOnItsLine(i) && afterSomethingComplete;
  }

  /** Whether no definition can be meant to follow on the next line. */
  private static boolean isLeftIncomplete(Token before) {
    return (Words.isOperator(before) && !Words.is(before, ">")) || Words.takesValue(before);
  }

  boolean startsDeclaration(int i) {
    Token token = tokens.get(i);
    return Words.isDeclarationOnly(token)
        && !isFollowedByEquals(i)
        && (isFirstOnItsLine(i) || Words.is(tokens.get(i - 1), "}"));
  }

  boolean isFirstOnItsLine(int i) {
    return i == 0 || tokens.get(i - 1).getLine() < tokens.get(i).getLine();
  }

  /** The bracket that closes the one at {@code i}, or -1. */
  int closing(int i) {
    return closing[i];
  }

  /** {@code name =} or {@code name[...] =}, or what is typed for it. */
  private boolean isFollowedByEquals(int i) {
    int next = i + 1;
    if (next < tokens.size() && Words.is(tokens.get(next), "[") && closing[next] > 0) {
      next = closing[next] + 1;
    }
    return next < tokens.size()
        && (Words.is(tokens.get(next), "=") || Words.is(tokens.get(next), ":="));
  }

  private static int[] matchBrackets(List<Token> tokens) {
    int[] closing = new int[tokens.size()];
    Arrays.fill(closing, -1);
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < closing.length; i++) {
      String text = tokens.get(i).getText();
      if (text.equals("(") || text.equals("[") || text.equals("{")) {
        open.push(i);
      } else if (text.equals(")") || text.equals("]") || text.equals("}")) {
        close(tokens, open, closing, i);
      }
    }
    return closing;
  }

  private static void close(List<Token> tokens, Deque<Integer> open, int[] closing, int at) {
    String wanted = opening(tokens.get(at).getText());
    // A brace closes whatever was left open within it; no other bracket reaches past a brace.
    while (!open.isEmpty() && wanted.equals("{") && !Words.is(tokens.get(open.peek()), "{")) {
      open.pop();
    }
    if (!open.isEmpty() && Words.is(tokens.get(open.peek()), wanted)) {
      closing[open.pop()] = at;
    }
  }

  static String opening(String closing) {
    return closing.equals(")") ? "(" : closing.equals("]") ? "[" : "{";
  }

  static String closing(String opening) {
    return opening.equals("(") ? ")" : opening.equals("[") ? "]" : "}";
  }
}
