package dev.layerc.equation;

import java.util.ArrayList;
import java.util.List;

/**
 * The direct sub-expressions of a node, left to right as they are written: the index expressions of
 * a read or a draw, the operands, condition before branches, {@code where} before body.
 */
final class ExprChildren implements ExprVisitor<List<Expr>> {
  static final ExprChildren INSTANCE = new ExprChildren();

  private ExprChildren() {}

  @Override
  public List<Expr> visitLiteral(Expr.Literal literal) {
    return List.of();
  }

  @Override
  public List<Expr> visitIndexValue(Expr.IndexValue indexValue) {
    return List.of();
  }

  @Override
  public List<Expr> visitTraining(Expr.Training training) {
    return List.of();
  }

  @Override
  public List<Expr> visitBatchSize(Expr.BatchSize batchSize) {
    return List.of();
  }

  @Override
  public List<Expr> visitRead(Expr.Read read) {
    return read.at();
  }

  @Override
  public List<Expr> visitApply(Expr.Apply apply) {
    return apply.operands();
  }

  @Override
  public List<Expr> visitSelect(Expr.Select select) {
    return List.of(select.condition(), select.whenTrue(), select.whenFalse());
  }

  @Override
  public List<Expr> visitReduce(Expr.Reduce reduce) {
    List<Expr> children = new ArrayList<>(2);
    reduce.where().ifPresent(children::add);
    children.add(reduce.body());
    return children;
  }

  @Override
  public List<Expr> visitRandomDraw(Expr.RandomDraw draw) {
    return draw.at();
  }
}
