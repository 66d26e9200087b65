package dev.layerc.schedule;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Interval;
import dev.layerc.equation.Operator;
import dev.layerc.loop.Value;
import java.util.List;
import java.util.Optional;

/**
 * The terms of a sum under a condition that compares its index with others: those from one place on
 * to before another.
 *
 * <pre>{@code
 * sum[u where u <= t] ...     u from 0 to before t + 1
 * sum[u where t <= u] ...     u from t to its end
 * }</pre>
 */
record TermRange(Index index, Affine from, Affine to) {

  /** The range of a sum over one index or several; empty where its condition is no such range. */
  static Optional<TermRange> of(Expr.Reduce sum) {
    return sum.where()
        .flatMap(TermRange::atMostZero)
        .flatMap(form -> only(sum, form).flatMap(index -> of(form, index)));
  }

  private static Optional<Index> only(Expr.Reduce sum, Affine form) {
    List<Index> mentioned = sum.indices().stream().filter(form.indices()::contains).toList();
    return mentioned.size() == 1 ? Optional.of(mentioned.get(0)) : Optional.empty();
  }

  /** What is at most 0 where a comparison holds. */
  private static Optional<Affine> atMostZero(Expr condition) {
    if (!(condition instanceof Expr.Apply apply) || apply.operands().size() != 2) {
      return Optional.empty();
    }
    Optional<Affine> left = Affine.of(apply.operands().get(0));
    Optional<Affine> right = Affine.of(apply.operands().get(1));
    return left.flatMap(l -> right.flatMap(r -> atMostZero(apply.operator(), l.minus(r))));
  }

  private static Optional<Affine> atMostZero(Operator comparison, Affine difference) {
    Affine one = Affine.constant(1);
    return switch (comparison) {
      case LESS_OR_EQUAL -> Optional.of(difference);
      case LESS -> Optional.of(difference.plus(one));
      case GREATER_OR_EQUAL -> Optional.of(difference.times(-1));
      case GREATER -> Optional.of(difference.times(-1).plus(one));
      default -> Optional.empty();
    };
  }

  private static Optional<TermRange> of(Affine atMostZero, Index index) {
    Affine itself = Affine.of(index);
    Affine end = Affine.constant(index.extent());
    return switch ((int) atMostZero.coefficient(index)) {
      case 1 -> {
        Affine to = itself.minus(atMostZero).plus(Affine.constant(1));
        yield isWithin(to, index)
            ? Optional.of(new TermRange(index, Affine.constant(0), to))
            : Optional.empty();
      }
      case -1 -> {
        Affine from = atMostZero.plus(itself);
        yield isWithin(from, index)
            ? Optional.of(new TermRange(index, from, end))
            : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  /** True for a bound that never leaves the index's own range. */
  private static boolean isWithin(Affine bound, Index index) {
    Interval range = bound.range();
    return !index.isBatch()
        && bound.indices().stream().noneMatch(Index::isBatch)
        && range.within(index.extent() + 1);
  }

  /** True where it differs for the values of an index. */
  boolean dependsOn(Index other) {
    return from.indices().contains(other) || to.indices().contains(other);
  }

  /** Where it begins. */
  Value start(MethodDraft method, Scope scope) {
    return new LowerExpression(method, scope).whole(from.toExpr());
  }

  /** What follows its last value. */
  Value end(MethodDraft method, Scope scope) {
    return new LowerExpression(method, scope).whole(to.toExpr());
  }
}
