package dev.layerc.simplify;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.Select;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes out of a sum of terms what all of them have as a factor, in gradients.
 *
 * <pre>
 *   dy * y - y * s                      →  y * (dy - s)
 *   0.1 * p - (y == k ? 0.1 : 0)        →  0.1 * (p - (y == k ? 1 : 0))
 *   (c ? p : 0) + (c ? q : 0)           →  c ? p + q : 0
 * </pre>
 */
final class FactorCommonTerms implements Rewrite {
  /** One term: a product, perhaps under conditions that make it 0. */
  private record Term(List<Expr> guards, Product product) {
    Term without(List<Expr> conditions) {
      return new Term(guards.stream().filter(g -> !conditions.contains(g)).toList(), product);
    }

    Expr toExpr() {
      Expr magnitude = product.times(Math.signum(product.coefficient())).toExpr();
      Expr value = Arithmetic.where(guards, magnitude);
      return product.coefficient() < 0 ? Arithmetic.negate(value) : value;
    }
  }

  @Override
  public Draft apply(Draft draft) {
    return Rewrite.equations(draft, FactorCommonTerms::factor);
  }

  private static Equation factor(Equation equation) {
    return equation.origin().purpose() == Origin.Purpose.GRADIENT
        ? equation.withValue(ExprRewriter.topDown(equation.value(), FactorCommonTerms::factor))
        : equation;
  }

  private static Optional<Expr> factor(Expr expr) {
    if (!isSum(expr)) {
      return Optional.empty();
    }
    List<Term> terms = new ArrayList<>();
    collect(expr, 1, terms);
    return terms.size() < 2 ? Optional.empty() : factor(terms);
  }

  private static Optional<Expr> factor(List<Term> terms) {
    List<Expr> shared = new ArrayList<>(terms.get(0).guards);
    terms.forEach(term -> shared.retainAll(term.guards));
    if (!shared.isEmpty()) {
      List<Term> free = terms.stream().map(term -> term.without(shared)).toList();
      return Optional.of(Arithmetic.where(shared, factor(free).orElseGet(() -> sum(free))));
    }
    if (terms.stream().noneMatch(term -> term.guards.isEmpty())) {
      return Optional.empty();
    }
    Product common = common(terms);
    if (common.factors().isEmpty() && common.divisors().isEmpty() && common.coefficient() == 1) {
      return Optional.empty();
    }
    Expr sum =
        sum(terms.stream().map(t -> new Term(t.guards, without(t.product, common))).toList());
    return Optional.of(
        new Product(common.coefficient(), append(common.factors(), sum), common.divisors())
            .toExpr());
  }

  private static Expr sum(List<Term> terms) {
    return terms.stream().map(Term::toExpr).reduce(Arithmetic.ZERO, Arithmetic::add);
  }

  private static List<Expr> append(List<Expr> factors, Expr sum) {
    List<Expr> all = new ArrayList<>(factors);
    all.add(sum);
    return all;
  }

  private static boolean isSum(Expr expr) {
    return expr instanceof Apply apply
        && (apply.operator() == Operator.ADD || apply.operator() == Operator.SUBTRACT);
  }

  private static void collect(Expr expr, double sign, List<Term> terms) {
    if (isSum(expr)) {
      Apply apply = (Apply) expr;
      collect(apply.operands().get(0), sign, terms);
      double second = apply.operator() == Operator.ADD ? sign : -sign;
      collect(apply.operands().get(1), second, terms);
      return;
    }
    if (expr instanceof Apply apply && apply.operator() == Operator.NEGATE) {
      collect(apply.operands().get(0), -sign, terms);
      return;
    }
    List<Expr> guards = new ArrayList<>();
    Expr value = expr;
    while (value instanceof Select select && Arithmetic.isZero(select.whenFalse())) {
      guards.add(select.condition());
      value = select.whenTrue();
    }
    terms.add(new Term(guards, Product.of(value).times(sign)));
  }

  /** What every term has; it is evaluated without a guard in one of them at least. */
  private static Product common(List<Term> terms) {
    Product first =
        terms.stream().filter(t -> t.guards.isEmpty()).findFirst().orElseThrow().product;
    List<Expr> factors = new ArrayList<>(first.factors());
    List<Expr> divisors = new ArrayList<>(first.divisors());
    double coefficient = Math.abs(first.coefficient());
    for (Term term : terms) {
      factors = intersection(factors, term.product.factors());
      divisors = intersection(divisors, term.product.divisors());
      if (Math.abs(term.product.coefficient()) != coefficient) {
        coefficient = 1;
      }
    }
    return new Product(coefficient, factors, divisors);
  }

  private static List<Expr> intersection(List<Expr> first, List<Expr> second) {
    List<Expr> left = new ArrayList<>(second);
    return first.stream().filter(left::remove).toList();
  }

  private static Product without(Product product, Product common) {
    List<Expr> factors = new ArrayList<>(product.factors());
    common.factors().forEach(factors::remove);
    List<Expr> divisors = new ArrayList<>(product.divisors());
    common.divisors().forEach(divisors::remove);
    return new Product(product.coefficient() / common.coefficient(), factors, divisors);
  }
}
