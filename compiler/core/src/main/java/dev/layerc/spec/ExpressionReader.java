package dev.layerc.spec;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.Message;
import dev.layerc.diag.Span;
import dev.layerc.grammar.NnBaseVisitor;
import dev.layerc.grammar.NnParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** ANTLR's trees of expressions → {@link Expression}. */
final class ExpressionReader extends NnBaseVisitor<Expression> {
  private static final Set<BinaryOperator> COMPARISONS =
      Set.of(
          BinaryOperator.LESS,
          BinaryOperator.LESS_OR_EQUAL,
          BinaryOperator.GREATER,
          BinaryOperator.GREATER_OR_EQUAL);

  private final Places places;
  private final DiagnosticLog log;
  private final PipelineCheck pipelines;

  ExpressionReader(Places places, DiagnosticLog log) {
    this.places = places;
    this.log = log;
    this.pipelines = new PipelineCheck(places, log);
  }

  // What holds expressions.

  Axis axis(NnParser.AxisContext tree) {
    return tree.expr() == null
        ? new Axis.Remaining(places.of(tree))
        : new Axis.Of(visit(tree.expr()));
  }

  List<Axis> axes(List<NnParser.AxisContext> trees) {
    return trees.stream().map(this::axis).toList();
  }

  Optional<List<Axis>> axes(NnParser.AxesContext tree) {
    return Optional.ofNullable(tree).map(t -> axes(t.axis()));
  }

  List<Argument> arguments(NnParser.ArgumentsContext tree) {
    return tree.argument().stream().map(this::argument).toList();
  }

  private Argument argument(NnParser.ArgumentContext tree) {
    Optional<Name> name = Optional.ofNullable(tree.ID()).map(id -> places.name(id.getSymbol()));
    return new Argument(name, visit(tree.value()));
  }

  private Stage stage(NnParser.StageContext tree) {
    NnParser.LayerUseContext use = tree.layerUse();
    return new Stage(
        tree.getStart().getText().equals("frozen"),
        repeat(tree),
        places.name(use.ID().getSymbol()),
        Optional.ofNullable(use.arguments()).map(this::arguments),
        places.of(tree));
  }

  private Optional<Expression> repeat(NnParser.StageContext tree) {
    if (tree.NUM() != null) {
      return Optional.of(number(tree.NUM().getSymbol()));
    }
    return Optional.ofNullable(tree.ID()).map(id -> reference(id));
  }

  private Expression reference(TerminalNode id) {
    return new Expression.Reference(places.name(id.getSymbol()));
  }

  Expression number(Token token) {
    Expression.Number number = new Expression.Number(token.getText(), places.of(token));
    if (Double.isInfinite(number.value())) {
      log.report(Message.NUMBER_TOO_LARGE, number.span(), shortened(token.getText()));
    }
    return number;
  }

  private static String shortened(String digits) {
    return digits.length() <= 24 ? digits : digits.substring(0, 20) + "...";
  }

  // Expressions.

  @Override
  public Expression visitValue(NnParser.ValueContext tree) {
    if (tree.stage().isEmpty()) {
      return visit(tree.expr());
    }
    pipelines.check(tree);
    List<Stage> stages = tree.stage().stream().map(this::stage).toList();
    return new Expression.Pipeline(visit(tree.expr()), stages, places.of(tree));
  }

  @Override
  public Expression visitBinary(NnParser.BinaryContext tree) {
    BinaryOperator operator = binaryOperator(tree.op.getText());
    if (COMPARISONS.contains(operator) && isComparison(tree.expr(0))) {
      log.report(Message.CHAINED_COMPARISON, places.of(tree.op));
    }
    return new Expression.Binary(
        operator, visit(tree.expr(0)), visit(tree.expr(1)), places.of(tree.op), places.of(tree));
  }

  private static boolean isComparison(NnParser.ExprContext tree) {
    return tree instanceof NnParser.BinaryContext binary
        && COMPARISONS.contains(binaryOperator(binary.op.getText()));
  }

  @Override
  public Expression visitUnary(NnParser.UnaryContext tree) {
    UnaryOperator operator =
        tree.op.getText().equals("-") ? UnaryOperator.NEGATE : UnaryOperator.NOT;
    return new Expression.Unary(operator, visit(tree.expr()), places.of(tree));
  }

  @Override
  public Expression visitConditional(NnParser.ConditionalContext tree) {
    return new Expression.Conditional(
        visit(tree.expr(0)), visit(tree.expr(1)), visit(tree.expr(2)), places.of(tree));
  }

  @Override
  public Expression visitReduction(NnParser.ReductionContext tree) {
    boolean hasWhere = tree.expr().size() == 2;
    List<Binder> binders = new ArrayList<>();
    tree.binder().forEach(b -> binders.add(binder(b)));
    return new Expression.Reduction(
        ReducerKind.valueOf(tree.reducer().getText().toUpperCase(Locale.ROOT)),
        binders,
        hasWhere ? Optional.of(visit(tree.expr(0))) : Optional.empty(),
        visit(tree.expr(hasWhere ? 1 : 0)),
        places.of(tree.reducer()),
        places.of(tree));
  }

  private Binder binder(NnParser.BinderContext tree) {
    if (tree.ID() == null) {
      return new Binder.Remaining(places.of(tree));
    }
    return new Binder.Index(
        places.name(tree.ID().getSymbol()), Optional.ofNullable(tree.expr()).map(this::visit));
  }

  @Override
  public Expression visitAtom(NnParser.AtomContext tree) {
    return visit(tree.primary());
  }

  @Override
  public Expression visitNumber(NnParser.NumberContext tree) {
    return number(tree.NUM().getSymbol());
  }

  @Override
  public Expression visitInfinity(NnParser.InfinityContext tree) {
    return new Expression.Infinity(places.of(tree));
  }

  @Override
  public Expression visitTraining(NnParser.TrainingContext tree) {
    return new Expression.Training(places.of(tree));
  }

  @Override
  public Expression visitParenthesised(NnParser.ParenthesisedContext tree) {
    return visit(tree.value());
  }

  @Override
  public Expression visitCall(NnParser.CallContext tree) {
    return new Expression.Call(
        places.name(tree.getStart()), arguments(tree.arguments()), places.of(tree));
  }

  @Override
  public Expression visitRead(NnParser.ReadContext tree) {
    if (tree.axis().isEmpty()) {
      return reference(tree.ID());
    }
    return new Expression.Read(
        places.name(tree.ID().getSymbol()), axes(tree.axis()), otherwise(tree), places.of(tree));
  }

  /** The value after {@code else}: a number or inf, either with a minus. */
  private Optional<Expression> otherwise(NnParser.ReadContext tree) {
    int last = tree.getChildCount() - 2; // before the closing bracket
    if (!(tree.getChild(last) instanceof TerminalNode value)) {
      return Optional.empty();
    }
    Expression positive =
        value.getSymbol().getType() == NnParser.NUM
            ? number(value.getSymbol())
            : new Expression.Infinity(places.of(value.getSymbol()));
    if (!(tree.getChild(last - 1) instanceof TerminalNode before)
        || !before.getText().equals("-")) {
      return Optional.of(positive);
    }
    Span span = places.of(before.getSymbol()).to(positive.span());
    return Optional.of(new Expression.Unary(UnaryOperator.NEGATE, positive, span));
  }

  private static BinaryOperator binaryOperator(String symbol) {
    for (BinaryOperator operator : BinaryOperator.values()) {
      if (operator.symbol().equals(symbol)) {
        return operator;
      }
    }
    throw new IllegalStateException("operator " + symbol);
  }
}
