package dev.layerc.equation;

import java.util.List;
import java.util.Optional;

/** The same node over other sub-expressions, given in the order of {@link ExprChildren}. */
final class ExprRebuilder implements ExprVisitor<Expr> {
  private final List<Expr> children;

  ExprRebuilder(List<Expr> children) {
    this.children = children;
  }

  @Override
  public Expr visitLiteral(Expr.Literal literal) {
    return literal;
  }

  @Override
  public Expr visitIndexValue(Expr.IndexValue indexValue) {
    return indexValue;
  }

  @Override
  public Expr visitTraining(Expr.Training training) {
    return training;
  }

  @Override
  public Expr visitBatchSize(Expr.BatchSize batchSize) {
    return batchSize;
  }

  @Override
  public Expr visitRead(Expr.Read read) {
    return new Expr.Read(read.tensor(), children, read.otherwise());
  }

  @Override
  public Expr visitApply(Expr.Apply apply) {
    return new Expr.Apply(apply.operator(), children);
  }

  @Override
  public Expr visitSelect(Expr.Select select) {
    return new Expr.Select(children.get(0), children.get(1), children.get(2));
  }

  @Override
  public Expr visitReduce(Expr.Reduce reduce) {
    Optional<Expr> where = reduce.where().map(old -> children.get(0));
    Expr body = children.get(children.size() - 1);
    return new Expr.Reduce(reduce.reducer(), reduce.indices(), where, body);
  }

  @Override
  public Expr visitRandomDraw(Expr.RandomDraw draw) {
    return new Expr.RandomDraw(draw.site(), draw.extents(), children);
  }
}
