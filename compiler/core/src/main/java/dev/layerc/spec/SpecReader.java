package dev.layerc.spec;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.grammar.NnParser;
import org.antlr.v4.runtime.ParserRuleContext;

/** ANTLR's trees → the records of this package. */
final class SpecReader {
  private final Places places;
  private final StatementReader statements;
  private final DeclarationReader declarations;

  SpecReader(Places places, DiagnosticLog log) {
    this.places = places;
    ExpressionReader expressions = new ExpressionReader(places, log);
    this.statements = new StatementReader(places, expressions);
    this.declarations = new DeclarationReader(places, expressions, statements);
  }

  Spec read(NnParser.FileContext tree) {
    return new Spec(places.source(), declarations.file(tree));
  }

  /** Reads a lone piece for the mistakes that only reading finds. */
  void look(ParserRuleContext lone) {
    if (lone instanceof NnParser.LoneStatementContext tree) {
      statements.visit(tree.statement());
    } else if (lone instanceof NnParser.LoneDeclarationContext tree) {
      declarations.visit(tree.declaration());
    }
  }
}
