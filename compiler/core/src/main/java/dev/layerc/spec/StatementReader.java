package dev.layerc.spec;

import dev.layerc.diag.Span;
import dev.layerc.grammar.NnBaseVisitor;
import dev.layerc.grammar.NnParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.tree.TerminalNode;

/** ANTLR's trees of statements → {@link Statement}. */
final class StatementReader extends NnBaseVisitor<Statement> {
  private final Places places;
  private final ExpressionReader expressions;

  StatementReader(Places places, ExpressionReader expressions) {
    this.places = places;
    this.expressions = expressions;
  }

  List<Statement> block(NnParser.BlockContext tree) {
    return tree.statement().stream().map(this::visit).toList();
  }

  List<TensorDeclaration> tensors(NnParser.TensorsContext tree) {
    return tree.tensor().stream().map(this::tensor).toList();
  }

  ScalarType scalarType(NnParser.ScalarTypeContext tree) {
    Span span = places.of(tree);
    if (tree instanceof NnParser.IntTypeContext whole) {
      return new ScalarType.Int(limit(whole), span);
    }
    return tree instanceof NnParser.DoubleTypeContext
        ? new ScalarType.Double(span)
        : new ScalarType.Float(span);
  }

  private Expression limit(NnParser.IntTypeContext tree) {
    return tree.NUM() != null
        ? expressions.number(tree.NUM().getSymbol())
        : new Expression.Reference(name(tree.ID()));
  }

  private TensorDeclaration tensor(NnParser.TensorContext tree) {
    return new TensorDeclaration(
        Optional.ofNullable(tree.scalarType()).map(this::scalarType),
        name(tree.ID()),
        expressions.axes(tree.axes()).orElse(List.of()),
        places.of(tree));
  }

  private Name name(TerminalNode id) {
    return places.name(id.getSymbol());
  }

  private Optional<Expression> value(NnParser.ValueContext tree) {
    return Optional.ofNullable(tree).map(expressions::visit);
  }

  @Override
  public Statement visitInput(NnParser.InputContext tree) {
    return new Statement.Input(tensors(tree.tensors()), places.of(tree));
  }

  @Override
  public Statement visitTarget(NnParser.TargetContext tree) {
    return new Statement.Target(tensors(tree.tensors()), places.of(tree));
  }

  @Override
  public Statement visitLocalConstant(NnParser.LocalConstantContext tree) {
    return new Statement.Constant(name(tree.ID()), expressions.visit(tree.expr()), places.of(tree));
  }

  @Override
  public Statement visitParameter(NnParser.ParameterContext tree) {
    return new Statement.Parameter(
        tensor(tree.tensor()), expressions.visit(tree.expr()), places.of(tree));
  }

  @Override
  public Statement visitState(NnParser.StateContext tree) {
    return new Statement.State(
        tensor(tree.tensor()), expressions.visit(tree.expr()), places.of(tree));
  }

  @Override
  public Statement visitShared(NnParser.SharedContext tree) {
    NnParser.LayerUseContext use = tree.layerUse();
    Stage stage =
        new Stage(
            false,
            Optional.empty(),
            name(use.ID()),
            Optional.ofNullable(use.arguments()).map(expressions::arguments),
            places.of(use));
    return new Statement.Shared(name(tree.ID()), stage, places.of(tree));
  }

  @Override
  public Statement visitNext(NnParser.NextContext tree) {
    return new Statement.Next(
        name(tree.ID()),
        expressions.axes(tree.axes()),
        expressions.visit(tree.expr()),
        places.of(tree));
  }

  @Override
  public Statement visitDefinition(NnParser.DefinitionContext tree) {
    return new Statement.Definition(
        name(tree.ID()),
        expressions.axes(tree.axes()),
        expressions.visit(tree.value()),
        places.of(tree));
  }

  @Override
  public Statement visitOutput(NnParser.OutputContext tree) {
    return new Statement.Output(name(tree.ID()), value(tree.value()), places.of(tree));
  }

  @Override
  public Statement visitLoss(NnParser.LossContext tree) {
    return new Statement.Loss(expressions.visit(tree.value()), places.of(tree));
  }

  @Override
  public Statement visitMetric(NnParser.MetricContext tree) {
    return new Statement.Metric(expressions.visit(tree.value()), places.of(tree));
  }

  @Override
  public Statement visitGradient(NnParser.GradientContext tree) {
    return new Statement.Gradient(tree.ID().stream().map(this::name).toList(), places.of(tree));
  }

  @Override
  public Statement visitTrain(NnParser.TrainContext tree) {
    NnParser.LayerUseContext use = tree.layerUse();
    List<Argument> options = new ArrayList<>();
    for (int i = 0; i < tree.ID().size(); i++) {
      options.add(new Argument(Optional.of(name(tree.ID(i))), expressions.visit(tree.expr(i))));
    }
    return new Statement.Train(
        name(use.ID()),
        use.arguments() == null ? List.of() : expressions.arguments(use.arguments()),
        options,
        places.of(tree));
  }
}
