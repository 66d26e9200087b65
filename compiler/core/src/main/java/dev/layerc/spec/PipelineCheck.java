package dev.layerc.spec;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.Message;
import dev.layerc.diag.Span;
import dev.layerc.grammar.NnParser;
import org.antlr.v4.runtime.Token;

/**
 * What goes into a pipeline is one name, one call or something in brackets: in {@code x + x ->
 * dense(8)} the reader could not see whether the sum or the second x goes in.
 */
final class PipelineCheck {
  private final Places places;
  private final DiagnosticLog log;

  PipelineCheck(Places places, DiagnosticLog log) {
    this.places = places;
    this.log = log;
  }

  void check(NnParser.ValueContext tree) {
    if (tree.expr() instanceof NnParser.AtomContext) {
      return;
    }
    NnParser.ExprContext last = tree.expr();
    Token operator = null;
    while (!(last instanceof NnParser.AtomContext)) {
      operator = operator(last);
      last = (NnParser.ExprContext) last.getChild(last.getChildCount() - 1);
    }
    Span arrow = places.of((Token) tree.getChild(1).getPayload());
    int split = places.of(last).start();
    String before = text(places.of(tree).start(), split);
    String pipeline = text(split, places.of(tree).end());
    log.add(
        Diagnostic.of(Message.PIPELINE_NEEDS_BRACKETS, arrow, operator.getText())
            .withHint(oneLine(before + "(" + pipeline + ")")));
  }

  private String text(int start, int end) {
    return places.source().text().substring(start, end);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  /** The operator before the last operand. */
  private static Token operator(NnParser.ExprContext tree) {
    if (tree instanceof NnParser.BinaryContext binary) {
      return binary.op;
    }
    if (tree instanceof NnParser.UnaryContext unary) {
      return unary.op;
    }
    if (tree instanceof NnParser.ReductionContext reduction) {
      return reduction.getStart();
    }
    return (Token) tree.getChild(tree.getChildCount() - 2).getPayload();
  }
}
