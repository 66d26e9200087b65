package dev.layerc.equation;

/**
 * One method for each kind of {@link Expr}. There are no defaults: a new kind of node is a compile
 * error in every pass that has to decide about it.
 *
 * @param <R> what a visit yields
 */
public interface ExprVisitor<R> {
  R visitLiteral(Expr.Literal literal);

  R visitIndexValue(Expr.IndexValue indexValue);

  R visitTraining(Expr.Training training);

  R visitBatchSize(Expr.BatchSize batchSize);

  R visitRead(Expr.Read read);

  R visitApply(Expr.Apply apply);

  R visitSelect(Expr.Select select);

  R visitReduce(Expr.Reduce reduce);

  R visitRandomDraw(Expr.RandomDraw draw);
}
