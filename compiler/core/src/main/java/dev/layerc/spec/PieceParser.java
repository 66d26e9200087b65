package dev.layerc.spec;

import dev.layerc.grammar.NnParser;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Runs ANTLR over tokens and tells the tree or the first token that no right text has there. */
final class PieceParser {

  /** Exactly one of the two: the tree, or the position of the first token that does not fit. */
  record Result<T extends ParserRuleContext>(T tree, int wrongAt) {
    boolean isRight() {
      return tree != null;
    }
  }

  private PieceParser() {}

  static Result<NnParser.FileContext> file(List<Token> tokens) {
    return run(tokens, NnParser::file);
  }

  static Result<NnParser.LoneStatementContext> statement(List<Token> tokens) {
    return run(tokens, NnParser::loneStatement);
  }

  static Result<NnParser.LoneDeclarationContext> declaration(List<Token> tokens) {
    return run(tokens, NnParser::loneDeclaration);
  }

  static Result<NnParser.LoneHeaderContext> header(List<Token> tokens) {
    return run(tokens, NnParser::loneHeader);
  }

  static boolean isRight(Piece.Kind kind, List<Token> tokens) {
    return parse(kind, tokens).isRight();
  }

  static Result<? extends ParserRuleContext> parse(Piece.Kind kind, List<Token> tokens) {
    return switch (kind) {
      case STATEMENT -> statement(tokens);
      case DECLARATION -> declaration(tokens);
      case HEADER -> header(tokens);
    };
  }

  private static <T extends ParserRuleContext> Result<T> run(
      List<Token> tokens, Function<NnParser, T> rule) {
    // ANTLR numbers the tokens that it is given; the same token may stand in several pieces.
    List<CommonToken> copies = tokens.stream().map(CommonToken::new).toList();
    NnParser parser = new NnParser(new CommonTokenStream(new ListTokenSource(copies)));
    parser.removeErrorListeners();
    parser.setErrorHandler(new BailErrorStrategy());
    try {
      return new Result<>(rule.apply(parser), -1);
    } catch (ParseCancellationException e) {
      Token wrong = ((RecognitionException) e.getCause()).getOffendingToken();
      int position = wrong.getType() == Token.EOF ? tokens.size() : wrong.getTokenIndex();
      return new Result<>(null, position);
    }
  }
}
