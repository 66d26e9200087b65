package dev.layerc.spec;

import dev.layerc.grammar.NnBaseVisitor;
import dev.layerc.grammar.NnParser;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.tree.TerminalNode;

/** ANTLR's trees of declarations → {@link Declaration}. */
final class DeclarationReader extends NnBaseVisitor<Declaration> {
  private final Places places;
  private final ExpressionReader expressions;
  private final StatementReader statements;

  DeclarationReader(Places places, ExpressionReader expressions, StatementReader statements) {
    this.places = places;
    this.expressions = expressions;
    this.statements = statements;
  }

  List<Declaration> file(NnParser.FileContext tree) {
    return tree.declaration().stream().map(this::visit).toList();
  }

  private Name name(TerminalNode id) {
    return places.name(id.getSymbol());
  }

  private List<Name> names(List<TerminalNode> ids) {
    return ids.stream().map(this::name).toList();
  }

  private List<HyperParameter> hyperParameters(NnParser.HyperParametersContext tree) {
    return tree == null
        ? List.of()
        : tree.hyperParameter().stream().map(this::hyperParameter).toList();
  }

  private HyperParameter hyperParameter(NnParser.HyperParameterContext tree) {
    return new HyperParameter(
        name(tree.ID()), Optional.ofNullable(tree.expr()).map(expressions::visit));
  }

  @Override
  public Declaration visitUse(NnParser.UseContext tree) {
    String quoted = tree.STRING().getText();
    return new Declaration.Use(quoted.substring(1, quoted.length() - 1), places.of(tree));
  }

  @Override
  public Declaration visitConstant(NnParser.ConstantContext tree) {
    return new Declaration.Constant(
        name(tree.ID()), expressions.visit(tree.expr()), places.of(tree));
  }

  @Override
  public Declaration visitFunction(NnParser.FunctionContext tree) {
    List<Name> names = names(tree.ID());
    return new Declaration.Function(
        names.get(0),
        names.subList(1, names.size()),
        expressions.visit(tree.expr()),
        places.of(tree));
  }

  @Override
  public Declaration visitLayer(NnParser.LayerContext tree) {
    NnParser.LayerHeaderContext header = tree.layerHeader();
    return new Declaration.Layer(
        name(header.ID()),
        hyperParameters(header.hyperParameters()),
        statements.tensors(header.tensors(0)),
        statements.tensors(header.tensors(1)),
        statements.block(tree.block()),
        places.of(tree));
  }

  @Override
  public Declaration visitOptimizer(NnParser.OptimizerContext tree) {
    NnParser.OptimizerHeaderContext header = tree.optimizerHeader();
    List<Name> names = names(header.ID());
    return new Declaration.Optimizer(
        names.get(0),
        hyperParameters(header.hyperParameters()),
        names.subList(1, names.size()),
        statements.block(tree.block()),
        places.of(tree));
  }

  private ScalarType netType(NnParser.NetTypeContext tree) {
    return tree.getText().equals("double")
        ? new ScalarType.Double(places.of(tree))
        : new ScalarType.Float(places.of(tree));
  }

  @Override
  public Declaration visitNet(NnParser.NetContext tree) {
    NnParser.NetHeaderContext header = tree.netHeader();
    return new Declaration.Net(
        name(header.ID()),
        Optional.ofNullable(header.netType()).map(this::netType),
        statements.block(tree.block()),
        places.of(tree));
  }
}
