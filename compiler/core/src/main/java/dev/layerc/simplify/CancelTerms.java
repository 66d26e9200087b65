package dev.layerc.simplify;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Multiplies out the sums of a gradient where terms then cancel, and keeps that if it is shorter.
 *
 * <pre>
 *   (1 - y) * sigmoid(z) - y * sigmoid(-z)   →   sigmoid(z) - y       by sigmoid(-z) = 1 - sigmoid(z)
 *   x * a + x * a                            →   2 * x * a
 * </pre>
 *
 * Only equal terms are taken from one another, never equal values: no precision is lost.
 */
final class CancelTerms implements Rewrite {
  private static final int MOST_TERMS = 16;

  @Override
  public Draft apply(Draft draft) {
    Map<Tensor, Equation> sigmoids = sigmoids(draft);
    return Rewrite.equations(
        draft,
        equation ->
            equation.origin().purpose() == Origin.Purpose.GRADIENT
                ? equation.withValue(
                    ExprRewriter.topDown(equation.value(), expr -> cancel(expr, sigmoids)))
                : equation);
  }

  /** For each tensor whose sigmoid has a name, the equation of that. */
  private static Map<Tensor, Equation> sigmoids(Draft draft) {
    Definitions definitions = new Definitions(draft.steps());
    Map<Tensor, Equation> sigmoids = new LinkedHashMap<>();
    for (Step step : draft.steps()) {
      for (Equation equation : step.equations()) {
        boolean plain =
            definitions.of(equation.target()).isPresent()
                && equation.value() instanceof Apply apply
                && apply.operator() == Operator.SIGMOID
                && apply.operands().get(0) instanceof Read read
                && read.at().equals(equation.at());
        if (plain) {
          Read read = (Read) ((Apply) equation.value()).operands().get(0);
          sigmoids.putIfAbsent(read.tensor(), equation);
        }
      }
    }
    return sigmoids;
  }

  private static Optional<Expr> cancel(Expr expr, Map<Tensor, Equation> sigmoids) {
    if (!isSum(expr)) {
      return Optional.empty();
    }
    Expr positive = ExprRewriter.bottomUp(expr, node -> complement(node, sigmoids));
    Optional<Expr> shorter = new Sum(positive).withoutEqualTerms();
    return shorter.filter(sum -> ExprQueries.size(sum) < ExprQueries.size(expr));
  }

  /** {@code sigmoid(-e)} is {@code 1 - sigmoid(e)}. */
  private static Optional<Expr> complement(Expr expr, Map<Tensor, Equation> sigmoids) {
    if (!(expr instanceof Apply outer)
        || outer.operator() != Operator.SIGMOID
        || !(outer.operands().get(0) instanceof Apply inner)
        || inner.operator() != Operator.NEGATE) {
      return Optional.empty();
    }
    Expr operand = inner.operands().get(0);
    Expr sigmoid =
        operand instanceof Read read && sigmoids.containsKey(read.tensor())
            ? new Read(sigmoids.get(read.tensor()).target(), read.at(), read.otherwise())
            : new Apply(Operator.SIGMOID, operand);
    return Optional.of(Arithmetic.subtract(Arithmetic.ONE, sigmoid));
  }

  private static boolean isSum(Expr expr) {
    return expr instanceof Apply apply
        && (apply.operator() == Operator.ADD || apply.operator() == Operator.SUBTRACT);
  }

  /** The products whose sum the expression is. */
  private static List<Product> expand(Expr expr) {
    if (isSum(expr)) {
      Apply apply = (Apply) expr;
      List<Product> terms = new ArrayList<>(expand(apply.operands().get(0)));
      double sign = apply.operator() == Operator.ADD ? 1 : -1;
      expand(apply.operands().get(1)).forEach(term -> terms.add(term.times(sign)));
      return terms;
    }
    Product product = Product.of(expr);
    List<Product> terms =
        List.of(new Product(product.coefficient(), List.of(), product.divisors()));
    for (Expr factor : product.factors()) {
      List<Product> factors =
          isSum(factor) ? expand(factor) : List.of(new Product(1, List.of(factor), List.of()));
      terms = times(terms, factors);
      if (terms.size() > MOST_TERMS) {
        return terms;
      }
    }
    return terms;
  }

  private static List<Product> times(List<Product> first, List<Product> second) {
    List<Product> products = new ArrayList<>();
    for (Product a : first) {
      for (Product b : second) {
        products.add(a.times(b));
      }
    }
    return products;
  }

  private static boolean isSame(Product one, Product other) {
    return isPermutation(one.factors(), other.factors())
        && isPermutation(one.divisors(), other.divisors());
  }

  private static boolean isPermutation(List<Expr> one, List<Expr> other) {
    List<Expr> left = new ArrayList<>(other);
    return one.size() == other.size() && one.stream().allMatch(left::remove);
  }

  /** The summands of a sum, each with the terms that it has when it is multiplied out. */
  private static final class Sum {
    /** Terms that are equal but for their coefficients, and the summands that they come from. */
    private static final class Group {
      private final Product product;
      private final List<Integer> summands = new ArrayList<>();
      private double coefficient;

      Group(Product product) {
        this.product = product;
      }
    }

    private final List<Expr> summands = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private int terms;

    Sum(Expr expr) {
      addSummands(expr, 1);
    }

    private void addSummands(Expr expr, double sign) {
      if (isSum(expr)) {
        Apply apply = (Apply) expr;
        addSummands(apply.operands().get(0), sign);
        addSummands(apply.operands().get(1), apply.operator() == Operator.ADD ? sign : -sign);
        return;
      }
      for (Product term : expand(expr)) {
        addTerm(term.times(sign));
      }
      summands.add(sign < 0 ? Arithmetic.negate(expr) : expr);
    }

    private void addTerm(Product term) {
      Group group =
          groups.stream().filter(other -> isSame(other.product, term)).findFirst().orElse(null);
      if (group == null) {
        group = new Group(new Product(1, term.factors(), term.divisors()));
        groups.add(group);
      }
      group.coefficient += term.coefficient();
      group.summands.add(summands.size());
      terms++;
    }

    /** The sum with equal terms added up; what has no part in that stays as it is written. */
    Optional<Expr> withoutEqualTerms() {
      if (terms > MOST_TERMS || groups.size() == terms) {
        return Optional.empty();
      }
      Set<Integer> changed = new LinkedHashSet<>();
      groups.stream()
          .filter(group -> group.summands.size() > 1)
          .forEach(group -> changed.addAll(group.summands));
      Expr sum = Arithmetic.ZERO;
      for (int i = 0; i < summands.size(); i++) {
        sum = Arithmetic.add(sum, changed.contains(i) ? groupsFrom(i) : summands.get(i));
      }
      return Optional.of(sum);
    }

    /** The groups that appear in summand {@code i} first. */
    private Expr groupsFrom(int i) {
      Expr sum = Arithmetic.ZERO;
      for (Group group : groups) {
        if (group.summands.get(0) == i && group.coefficient != 0) {
          sum = Arithmetic.add(sum, group.product.times(group.coefficient).toExpr());
        }
      }
      return sum;
    }
  }
}
