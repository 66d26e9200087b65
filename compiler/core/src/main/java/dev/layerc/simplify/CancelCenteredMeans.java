package dev.layerc.simplify;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.IndexValue;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.Expr.Reduce;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Reducer;
import dev.layerc.equation.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sum of what deviates from its mean is 0 (S8).
 *
 * <pre>
 *   d[i] = x[i] - (sum[k] x[k]) / n;  s = sum[i] (a[i] + c * d[i])   →   s = sum[i] a[i]
 * </pre>
 *
 * Adjoints are looked through, since the term often stands in the definition of one.
 */
final class CancelCenteredMeans implements Rewrite {
  private static final int DEPTH = 4;

  @Override
  public Draft apply(Draft draft) {
    Definitions definitions = new Definitions(draft.steps());
    return Rewrite.everywhere(draft, expr -> cancel(expr, definitions));
  }

  private static Optional<Expr> cancel(Expr expr, Definitions definitions) {
    if (!(expr instanceof Reduce reduce)
        || reduce.reducer() != Reducer.SUM
        || reduce.where().isPresent()) {
      return Optional.empty();
    }
    Optional<List<Product>> left = cancel(Product.of(reduce.body()), reduce, definitions, DEPTH);
    return left.map(terms -> sum(terms, reduce));
  }

  private static Expr sum(List<Product> terms, Reduce reduce) {
    Expr sum = terms.stream().map(Product::toExpr).reduce(Arithmetic.ZERO, Arithmetic::add);
    return Arithmetic.isZero(sum) ? sum : new Reduce(Reducer.SUM, reduce.indices(), sum);
  }

  /** The terms that are left of a product; empty where nothing in it vanishes. */
  private static Optional<List<Product>> cancel(
      Product product, Reduce reduce, Definitions definitions, int depth) {
    if (vanishes(product, reduce, definitions)) {
      return Optional.of(List.of());
    }
    for (int i = 0; depth > 0 && i < product.factors().size(); i++) {
      Optional<Apply> sum = asSum(product.factors().get(i), definitions);
      if (sum.isPresent()) {
        Optional<List<Product>> left =
            cancelIn(sum.get(), without(product, i), reduce, definitions, depth - 1);
        if (left.isPresent()) {
          return left;
        }
      }
    }
    return Optional.empty();
  }

  /** {@code rest * (a + b)}, multiplied out if one of the two products vanishes. */
  private static Optional<List<Product>> cancelIn(
      Apply sum, Product rest, Reduce reduce, Definitions definitions, int depth) {
    double sign = sum.operator() == Operator.ADD ? 1 : -1;
    Product first = rest.times(Product.of(sum.operands().get(0)));
    Product second = rest.times(Product.of(sum.operands().get(1))).times(sign);
    Optional<List<Product>> leftOfFirst = cancel(first, reduce, definitions, depth);
    Optional<List<Product>> leftOfSecond = cancel(second, reduce, definitions, depth);
    if (leftOfFirst.isEmpty() && leftOfSecond.isEmpty()) {
      return Optional.empty();
    }
    List<Product> left = new ArrayList<>(leftOfFirst.orElse(List.of(first)));
    left.addAll(leftOfSecond.orElse(List.of(second)));
    return Optional.of(left);
  }

  private static Product without(Product product, int factor) {
    List<Expr> others = new ArrayList<>(product.factors());
    others.remove(factor);
    return new Product(product.coefficient(), others, product.divisors());
  }

  private static Optional<Apply> asSum(Expr factor, Definitions definitions) {
    Expr value = factor;
    if (factor instanceof Read read && read.tensor().role() == Role.ADJOINT) {
      value = definitions.valueAt(read).map(e -> Product.of(e).toExpr()).orElse(factor);
    }
    return value instanceof Apply apply
            && (apply.operator() == Operator.ADD || apply.operator() == Operator.SUBTRACT)
        ? Optional.of(apply)
        : Optional.empty();
  }

  /** True for {@code c * d[i]} with {@code c} free of the summed indices and {@code d} centred. */
  private static boolean vanishes(Product term, Reduce reduce, Definitions definitions) {
    List<Expr> varying = new ArrayList<>();
    for (Expr factor : term.factors()) {
      if (ExprQueries.freeIndices(factor).stream().anyMatch(reduce.indices()::contains)) {
        varying.add(factor);
      }
    }
    boolean divides =
        term.divisors().stream()
            .anyMatch(
                d -> ExprQueries.freeIndices(d).stream().anyMatch(reduce.indices()::contains));
    return !divides
        && varying.size() == 1
        && varying.get(0) instanceof Read read
        && isCentered(read, reduce, definitions);
  }

  /** {@code d[a] = e - (sum[r] e) / n}, read at plain indices, of which {@code r} are summed. */
  private static boolean isCentered(Read read, Reduce reduce, Definitions definitions) {
    boolean plain = read.at().stream().allMatch(IndexValue.class::isInstance);
    Optional<Expr> value = plain ? definitions.valueAt(read) : Optional.empty();
    if (value.isEmpty()
        || !(value.get() instanceof Apply difference)
        || difference.operator() != Operator.SUBTRACT) {
      return false;
    }
    Expr mean = difference.operands().get(1);
    if (mean instanceof Read named) {
      mean = definitions.valueAt(named).orElse(mean);
    }
    Product product = Product.of(mean);
    if (product.factors().size() != 1 || !(product.factors().get(0) instanceof Read total)) {
      return false;
    }
    Optional<Expr> sum = definitions.valueAt(total);
    return sum.isPresent()
        && sum.get() instanceof Reduce inner
        && isSumOf(inner, difference.operands().get(0), reduce)
        && isOneOver(product, reduce);
  }

  private static boolean isSumOf(Reduce inner, Expr summand, Reduce outer) {
    if (inner.reducer() != Reducer.SUM
        || inner.where().isPresent()
        || inner.indices().size() != outer.indices().size()) {
      return false;
    }
    return matches(inner.body(), summand, inner.indices(), outer.indices());
  }

  /** Equal, but for the names of the summed indices. */
  private static boolean matches(Expr one, Expr other, List<Index> from, List<Index> to) {
    Set<Index> open = new LinkedHashSet<>(to);
    Map<Index, Index> names = new LinkedHashMap<>();
    if (!(one instanceof Read first) || !(other instanceof Read second)) {
      return false;
    }
    if (!first.tensor().equals(second.tensor())) {
      return false;
    }
    for (int axis = 0; axis < first.at().size(); axis++) {
      Expr a = first.at().get(axis);
      Expr b = second.at().get(axis);
      boolean summed = a instanceof IndexValue value && from.contains(value.index());
      if (summed && b instanceof IndexValue value && open.remove(value.index())) {
        names.put(((IndexValue) a).index(), value.index());
      } else if (!a.equals(b)) {
        return false;
      }
    }
    return open.isEmpty() && names.size() == from.size();
  }

  private static boolean isOneOver(Product mean, Reduce reduce) {
    double size = 1;
    int batches = 0;
    for (Index index : reduce.indices()) {
      if (index.isBatch()) {
        batches++;
      } else {
        size *= index.extent();
      }
    }
    boolean batch =
        mean.divisors().size() == batches
            && mean.divisors().stream().allMatch(Expr.BatchSize.class::isInstance);
    return batch && mean.coefficient() == 1 / size;
  }
}
