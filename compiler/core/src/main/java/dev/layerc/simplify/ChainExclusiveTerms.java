package dev.layerc.simplify;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.IndexValue;
import dev.layerc.equation.Expr.Literal;
import dev.layerc.equation.Expr.Select;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Of terms that exclude one another, one is computed.
 *
 * <pre>
 *   (q == 0 ? a : 0) + (q == 1 ? b : 0)   →   q == 0 ? a : q == 1 ? b : 0
 *   (c ? a : 0) + (!c &amp;&amp; d ? b : 0)        →   c ? a : d ? b : 0
 * </pre>
 */
final class ChainExclusiveTerms implements Rewrite {
  @Override
  public Draft apply(Draft draft) {
    return Rewrite.equations(
        draft,
        equation ->
            equation.withValue(ExprRewriter.topDown(equation.value(), ChainExclusiveTerms::chain)));
  }

  private static Optional<Expr> chain(Expr expr) {
    List<Select> terms = new ArrayList<>();
    if (!collect(expr, terms) || terms.size() < 2) {
      return Optional.empty();
    }
    return terms.size() == 2 && isComplement(terms.get(0), terms.get(1))
        ? Optional.of(complement(terms.get(0), terms.get(1)))
        : chain(terms);
  }

  private static boolean isComplement(Select first, Select second) {
    return ExprQueries.conjuncts(second.condition()).contains(Arithmetic.not(first.condition()));
  }

  private static Expr complement(Select first, Select second) {
    List<Expr> others = new ArrayList<>(ExprQueries.conjuncts(second.condition()));
    others.remove(Arithmetic.not(first.condition()));
    return new Select(
        first.condition(), first.whenTrue(), Arithmetic.where(others, second.whenTrue()));
  }

  private static Optional<Expr> chain(List<Select> terms) {
    Map<Double, Select> cases = new LinkedHashMap<>();
    Index index = index(terms.get(0)).orElse(null);
    for (Select term : terms) {
      boolean exclusive =
          index != null
              && index(term).filter(index::equals).isPresent()
              && cases.put(wanted(term), term) == null;
      if (!exclusive) {
        return Optional.empty();
      }
    }
    List<Double> order = cases.keySet().stream().sorted().toList();
    Expr chain = Arithmetic.ZERO;
    for (int i = order.size() - 1; i >= 0; i--) {
      Select term = cases.get(order.get(i));
      chain = new Select(term.condition(), term.whenTrue(), chain);
    }
    return Optional.of(chain);
  }

  /** Adds the terms of a sum; false where one is not of this form. */
  private static boolean collect(Expr expr, List<Select> terms) {
    if (expr instanceof Apply apply && apply.operator() == Operator.ADD) {
      return collect(apply.operands().get(0), terms) && collect(apply.operands().get(1), terms);
    }
    return expr instanceof Select select
        && Arithmetic.isZero(select.whenFalse())
        && terms.add(select);
  }

  private static Optional<Index> index(Select term) {
    return term.condition() instanceof Apply apply
            && apply.operator() == Operator.EQUAL
            && apply.operands().get(0) instanceof IndexValue value
            && apply.operands().get(1) instanceof Literal
        ? Optional.of(value.index())
        : Optional.empty();
  }

  private static double wanted(Select term) {
    return ((Literal) ((Apply) term.condition()).operands().get(1)).value();
  }
}
