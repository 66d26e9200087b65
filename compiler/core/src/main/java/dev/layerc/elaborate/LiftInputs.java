package dev.layerc.elaborate;

import dev.layerc.equation.ElementType;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes out of a time loop what needs no neighbour in time and costs a reduction, so that it
 * becomes one large product over all times:
 *
 * <pre>
 * a[t,i] = sum[j] W[i,j]*x[t,j] + sum[k] U[i,k]*h[t-1, k else 0] + b[i]
 * →  a.input[t,i] = sum[j] W[i,j]*x[t,j] + b[i]
 *    a[t,i]       = a.input[t,i] + sum[k] U[i,k]*h[t-1, k else 0]
 * </pre>
 */
final class LiftInputs {
  private final NetState net;
  private final Set<Tensor> cycle;
  private Equation equation;

  LiftInputs(NetState net, Set<Tensor> cycle) {
    this.net = net;
    this.cycle = cycle;
  }

  Equation lift(Equation member) {
    equation = member;
    return member.withValue(lift(member.value()));
  }

  private Expr lift(Expr expr) {
    if (!Recurrences.reads(expr, cycle)) {
      return Recurrences.reduces(expr) ? moveOut(expr) : expr;
    }
    // A reduction is moved whole or not at all, and what stands under a condition on indices is
    // defined only where the condition holds.
    boolean guarded =
        expr instanceof Expr.Select select
            && !ExprQueries.freeIndices(select.condition()).isEmpty();
    if (expr instanceof Expr.Reduce || expr instanceof Expr.Read || guarded) {
      return expr;
    }
    return isSum(expr) ? liftSum(expr) : ExprRewriter.mapChildren(expr, this::lift);
  }

  private static boolean isSum(Expr expr) {
    return expr instanceof Expr.Apply apply
        && (apply.operator() == Operator.ADD || apply.operator() == Operator.SUBTRACT);
  }

  /** All terms that the cycle does not reach go out together, if one of them is a reduction. */
  private Expr liftSum(Expr sum) {
    List<Expr> outside = new ArrayList<>();
    List<Expr> inside = new ArrayList<>();
    terms(sum, false, outside, inside);
    if (outside.stream().noneMatch(Recurrences::reduces)) {
      return ExprRewriter.mapChildren(sum, this::lift);
    }
    Expr result = moveOut(add(outside));
    for (Expr term : inside) {
      result = addTerm(result, lift(term));
    }
    return result;
  }

  private void terms(Expr expr, boolean negative, List<Expr> outside, List<Expr> inside) {
    if (isSum(expr)) {
      Expr.Apply apply = (Expr.Apply) expr;
      terms(apply.operands().get(0), negative, outside, inside);
      boolean minus = apply.operator() == Operator.SUBTRACT;
      terms(apply.operands().get(1), negative != minus, outside, inside);
      return;
    }
    Expr term = negative ? Fold.apply(Operator.NEGATE, expr) : expr;
    (Recurrences.reads(expr, cycle) ? inside : outside).add(term);
  }

  private static Expr add(List<Expr> terms) {
    return terms.stream().reduce(LiftInputs::addTerm).orElseThrow();
  }

  private static Expr addTerm(Expr sum, Expr term) {
    boolean negative = term instanceof Expr.Apply apply && apply.operator() == Operator.NEGATE;
    return negative
        ? new Expr.Apply(Operator.SUBTRACT, sum, ((Expr.Apply) term).operands().get(0))
        : new Expr.Apply(Operator.ADD, sum, term);
  }

  private Expr moveOut(Expr expr) {
    Set<Index> free = ExprQueries.freeIndices(expr);
    List<Index> indices = equation.indices().stream().filter(free::contains).toList();
    List<Integer> shape =
        indices.stream().filter(index -> !index.isBatch()).map(Index::extent).toList();
    Tensor target =
        new Tensor(
            net.uniqueName(equation.target().name() + ".input"),
            Role.VALUE,
            ElementType.REAL,
            shape,
            indices.contains(Index.BATCH));
    net.emit(Equation.gather(target, indices, expr, equation.origin()));
    List<Dependency> read = new ArrayList<>();
    ExprQueries.tensors(expr).forEach(t -> read.add(new Dependency(t, Optional.empty())));
    net.depends(target, read);
    return new Expr.Read(target, indices.stream().<Expr>map(Expr.IndexValue::new).toList());
  }
}
