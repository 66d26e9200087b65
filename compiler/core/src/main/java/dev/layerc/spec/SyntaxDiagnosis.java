package dev.layerc.spec;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.DiagnosticLog;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;

/**
 * Finds the mistakes of a file that does not parse, each piece on its own: a mistake in one
 * statement neither hides nor causes one in the next, and every statement has one at most.
 */
final class SyntaxDiagnosis {
  private final DiagnosticLog log;
  private final BadTokens badTokens;
  private final SizeLimits limits;
  private final BracketCheck brackets;
  private final Explanation explanation;
  private final SpecReader reader;

  SyntaxDiagnosis(Places places, List<Section> sections, DiagnosticLog log) {
    this.log = log;
    this.badTokens = new BadTokens(places, log);
    this.limits = new SizeLimits(places);
    this.brackets = new BracketCheck(places);
    this.explanation = new Explanation(places, NamesInUse.of(sections));
    this.reader = new SpecReader(places, log);
  }

  void diagnose(List<Section> sections) {
    for (Section section : sections) {
      diagnose(section.head());
      section.statements().forEach(this::diagnose);
    }
  }

  private void diagnose(Piece piece) {
    if (log.isFull() || badTokens.report(piece)) {
      return;
    }
    Optional<Diagnostic> found = limits.check(piece).or(() -> brackets.check(piece));
    if (found.isPresent()) {
      log.add(found.get());
      return;
    }
    PieceParser.Result<? extends ParserRuleContext> result =
        PieceParser.parse(piece.kind(), piece.tokens());
    if (result.isRight()) {
      reader.look(result.tree());
    } else {
      log.add(explanation.of(piece, result.wrongAt()));
    }
  }
}
