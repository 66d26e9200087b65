package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Operator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A contraction {@code y = f(sum)} taken apart for tiles that add to {@code y} in place: what
 * {@code y} starts from, and what is done to it when the sum is complete.
 *
 * <pre>{@code
 * y = sum + b            start b, nothing after
 * y = sum                start 0, nothing after
 * y = max(sum + b, 0)    start b, then y = max(y, 0)
 * y = max(sum*c + b, 0)  start 0, then y = max(y*c + b, 0)
 * y += sum               no start: it adds to what is there
 * }</pre>
 */
record SplitSum(Equation equation, Optional<Expr> start, Optional<Expr> finish) {

  static SplitSum of(Contraction contraction) {
    Equation equation = contraction.equation();
    Expr sum = contraction.sum();
    Optional<Expr> added = addedTo(sum, equation.value());
    if (equation.accumulate()) {
      if (added.isEmpty() || !isZero(added.get())) {
        throw new IllegalStateException("cannot add " + equation + " in place");
      }
      return new SplitSum(equation, Optional.empty(), Optional.empty());
    }
    if (added.isPresent()) {
      return new SplitSum(equation, added, Optional.empty());
    }
    return startingWithRead(equation, sum)
        .orElseGet(
            () ->
                new SplitSum(
                    equation,
                    Optional.of(new Expr.Literal(0)),
                    Optional.of(finish(equation, node -> node.equals(sum)))));
  }

  /** Where every use of the sum adds the same tensor to it, as a bias, the sum starts from that. */
  private static Optional<SplitSum> startingWithRead(Equation equation, Expr sum) {
    Set<Expr> starts = new LinkedHashSet<>();
    Expr finish =
        finish(
            equation,
            node -> {
              Optional<Expr> added = addedTo(sum, node).filter(Expr.Read.class::isInstance);
              added.ifPresent(starts::add);
              return added.isPresent();
            });
    return starts.size() == 1 && !ExprQueries.anyMatch(finish, sum::equals)
        ? Optional.of(
            new SplitSum(equation, Optional.of(starts.iterator().next()), Optional.of(finish)))
        : Optional.empty();
  }

  /** The value, the target itself standing for what has been summed. */
  private static Expr finish(Equation equation, Predicate<Expr> isSummed) {
    Expr.Read itself = new Expr.Read(equation.target(), equation.at());
    return ExprRewriter.topDown(
        equation.value(), node -> isSummed.test(node) ? Optional.of(itself) : Optional.empty());
  }

  /**
   * True where the value is {@code sum}, or {@code sum + rest} (then an in-place start is rest).
   */
  static boolean isPlainSum(Contraction contraction) {
    return addedTo(contraction.sum(), contraction.equation().value())
        .filter(SplitSum::isZero)
        .isPresent();
  }

  /** What stands beside the sum, where the value is nothing but their addition. */
  private static Optional<Expr> addedTo(Expr sum, Expr value) {
    if (value.equals(sum)) {
      return Optional.of(new Expr.Literal(0));
    }
    if (value instanceof Expr.Apply apply && apply.operator() == Operator.ADD) {
      Expr left = apply.operands().get(0);
      Expr right = apply.operands().get(1);
      if (left.equals(sum) || right.equals(sum)) {
        return Optional.of(left.equals(sum) ? right : left);
      }
      boolean inLeft = ExprQueries.anyMatch(left, sum::equals);
      return addedTo(sum, inLeft ? left : right).map(rest -> join(rest, inLeft ? right : left));
    }
    return Optional.empty();
  }

  private static Expr join(Expr rest, Expr other) {
    return isZero(rest) ? other : new Expr.Apply(Operator.ADD, rest, other);
  }

  boolean startsWithConstant() {
    return start.filter(Expr.Literal.class::isInstance).isPresent();
  }

  private static boolean isZero(Expr expr) {
    return expr instanceof Expr.Literal literal && literal.value() == 0;
  }

  /** The equation of the sum with what it is added to, without what is done to it in the end. */
  Equation sums(Expr sum) {
    Optional<Expr> added = start.filter(expr -> !isZero(expr));
    return equation.withValue(
        added.<Expr>map(expr -> new Expr.Apply(Operator.ADD, expr, sum)).orElse(sum));
  }

  /**
   * The equations that pass over the finished sums: the end of this one, and the group's others.
   */
  List<Equation> rest(Group group) {
    List<Equation> rest = new ArrayList<>();
    finish.ifPresent(value -> rest.add(equation.withValue(value)));
    rest.addAll(group.equations().subList(1, group.equations().size()));
    return rest;
  }
}
