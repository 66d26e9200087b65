package dev.layerc.spec;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.Message;
import dev.layerc.diag.SourceFile;
import dev.layerc.grammar.NnParser;
import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Text → {@link Spec}. ANTLR reads a right file in one go. Where that fails, {@link
 * SyntaxDiagnosis} goes through the file statement by statement; ANTLR's own messages never reach
 * the user.
 */
public final class SpecParser {
  private final Places places;
  private final DiagnosticLog log;

  private SpecParser(SourceFile source, DiagnosticLog log) {
    this.places = new Places(source);
    this.log = log;
  }

  /**
   * Reads a file. What is wrong with it goes to the log; the result then holds the declarations
   * that could be read, which is enough to look for further mistakes but not to compile.
   */
  public static Spec parse(SourceFile source, DiagnosticLog log) {
    return new SpecParser(source, log).parse();
  }

  /** Reads a file that should be right. */
  public static Spec parse(SourceFile source) {
    DiagnosticLog log = new DiagnosticLog();
    Spec spec = parse(source, log);
    log.throwIfErrors();
    return spec;
  }

  private Spec parse() {
    List<Token> tokens = Tokens.of(places.source().text());
    NnParser parser = new NnParser(new CommonTokenStream(new ListTokenSource(tokens)));
    parser.removeErrorListeners();
    parser.setErrorHandler(new BailErrorStrategy());
    ExpressionReader expressions = new ExpressionReader(places, log);
    StatementReader statements = new StatementReader(places, expressions);
    try {
      return new Spec(
          places.source(),
          new DeclarationReader(places, expressions, statements).file(parser.file()));
    } catch (ParseCancellationException e) {
      log.report(Message.UNEXPECTED, places.of(parser.getCurrentToken()), "?");
      return new Spec(places.source(), List.of());
    }
  }
}
