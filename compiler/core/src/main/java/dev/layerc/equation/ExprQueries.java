package dev.layerc.equation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What stands in an expression. All results are in the order in which the text has them. */
public final class ExprQueries {
  private ExprQueries() {}

  /** Visits the node and everything under it, the node first. */
  public static void forEach(Expr expr, Consumer<Expr> visit) {
    visit.accept(expr);
    ExprRewriter.children(expr).forEach(child -> forEach(child, visit));
  }

  public static boolean anyMatch(Expr expr, Predicate<Expr> test) {
    if (test.test(expr)) {
      return true;
    }
    return ExprRewriter.children(expr).stream().anyMatch(child -> anyMatch(child, test));
  }

  /** The number of nodes. */
  public static int size(Expr expr) {
    return 1 + ExprRewriter.children(expr).stream().mapToInt(ExprQueries::size).sum();
  }

  /** Every read, those in index positions of other reads included, with repetitions. */
  public static List<Expr.Read> reads(Expr expr) {
    List<Expr.Read> reads = new ArrayList<>();
    forEach(
        expr,
        node -> {
          if (node instanceof Expr.Read read) {
            reads.add(read);
          }
        });
    return reads;
  }

  /** The reads of the equation's place, {@code where} and value. */
  public static List<Expr.Read> reads(Equation equation) {
    List<Expr.Read> reads = new ArrayList<>();
    forEachExpression(equation, expr -> reads.addAll(reads(expr)));
    return reads;
  }

  /** The tensors that are read. */
  public static Set<Tensor> tensors(Expr expr) {
    Set<Tensor> tensors = new LinkedHashSet<>();
    reads(expr).forEach(read -> tensors.add(read.tensor()));
    return tensors;
  }

  /** The tensors that the equation reads; its target only if it stands on the right as well. */
  public static Set<Tensor> tensors(Equation equation) {
    Set<Tensor> tensors = new LinkedHashSet<>();
    reads(equation).forEach(read -> tensors.add(read.tensor()));
    return tensors;
  }

  /** The conditions that must all hold where {@code condition} does. */
  public static List<Expr> conjuncts(Expr condition) {
    return operands(Operator.AND, condition);
  }

  /** What an operator joins in the end, in the order of the text: of a + (b + c) these three. */
  public static List<Expr> operands(Operator operator, Expr expr) {
    if (!(expr instanceof Expr.Apply apply) || apply.operator() != operator) {
      return List.of(expr);
    }
    return apply.operands().stream()
        .flatMap(operand -> operands(operator, operand).stream())
        .toList();
  }

  /** The indices that are used but not bound by a reducer within. */
  public static Set<Index> freeIndices(Expr expr) {
    if (expr instanceof Expr.IndexValue value) {
      return Set.of(value.index());
    }
    Set<Index> free = new LinkedHashSet<>();
    ExprRewriter.children(expr).forEach(child -> free.addAll(freeIndices(child)));
    if (expr instanceof Expr.Reduce reduce) {
      reduce.indices().forEach(free::remove);
    }
    return free;
  }

  /** The indices that reducers bind, anywhere within. */
  public static Set<Index> boundIndices(Expr expr) {
    Set<Index> bound = new LinkedHashSet<>();
    forEach(
        expr,
        node -> {
          if (node instanceof Expr.Reduce reduce) {
            bound.addAll(reduce.indices());
          }
        });
    return bound;
  }

  /** All names of indices, free or bound, that stand in the expression. */
  public static Set<String> indexNames(Expr expr) {
    Set<String> names = new LinkedHashSet<>();
    freeIndices(expr).forEach(index -> names.add(index.name()));
    boundIndices(expr).forEach(index -> names.add(index.name()));
    return names;
  }

  /** All names of indices of the equation, its own included. */
  public static Set<String> indexNames(Equation equation) {
    Set<String> names = new LinkedHashSet<>();
    equation.indices().forEach(index -> names.add(index.name()));
    forEachExpression(equation, expr -> names.addAll(indexNames(expr)));
    return names;
  }

  private static void forEachExpression(Equation equation, Consumer<Expr> visit) {
    equation.at().forEach(visit);
    equation.where().ifPresent(visit);
    visit.accept(equation.value());
  }
}
