package dev.layerc.spec;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.Message;
import dev.layerc.diag.SourceFile;
import dev.layerc.grammar.NnParser;
import java.util.List;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;

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
   * Reads a file. What is wrong with it goes to the log, and the result is then empty where the
   * file does not parse.
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
    List<Section> sections = Outline.of(tokens, places, log);
    if (isWithinLimits(tokens, sections)) {
      PieceParser.Result<NnParser.FileContext> result = PieceParser.file(tokens);
      if (result.isRight()) {
        return new SpecReader(places, log).read(result.tree());
      }
      diagnose(sections);
      admitAt(tokens, result.wrongAt());
    } else {
      diagnose(sections);
    }
    return new Spec(places.source(), List.of());
  }

  private boolean isWithinLimits(List<Token> tokens, List<Section> sections) {
    SizeLimits limits = new SizeLimits(places);
    return tokens.stream().noneMatch(Words::isNeverRight)
        && sections.stream()
            .flatMap(
                section -> Stream.concat(Stream.of(section.head()), section.statements().stream()))
            .allMatch(piece -> limits.check(piece).isEmpty());
  }

  private void diagnose(List<Section> sections) {
    new SyntaxDiagnosis(places, sections, log).diagnose(sections);
  }

  /** Every piece on its own is right, the file is not: rather a dull message than none. */
  private void admitAt(List<Token> tokens, int position) {
    if (!log.hasErrors() && !tokens.isEmpty()) {
      Token wrong = tokens.get(Math.min(position, tokens.size() - 1));
      log.report(Message.UNEXPECTED, places.of(wrong), Words.shown(wrong));
    }
  }
}
