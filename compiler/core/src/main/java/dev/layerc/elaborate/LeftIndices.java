package dev.layerc.elaborate;

import dev.layerc.diag.Message;
import dev.layerc.spec.Axis;
import dev.layerc.spec.BinaryOperator;
import dev.layerc.spec.Expression;
import dev.layerc.spec.Name;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The left side of an equation: plain indices, each once, and at most one {@code ...}. Where the
 * right side does not tell the size of an index, the left gives its range as a reducer would:
 * {@code m[q < groups] = mean[k < n] x[q*n + k]}.
 */
final class LeftIndices {
  /** One index; {@code bound} is its range if that is written. */
  record Written(Name name, Optional<Expression> bound) {}

  private LeftIndices() {}

  static boolean hasRemaining(List<Axis> axes) {
    return axes.stream().anyMatch(axis -> axis instanceof Axis.Remaining);
  }

  /** The index of an axis that is not {@code ...}. */
  static Written index(Axis axis) {
    Expression expression = ((Axis.Of) axis).expression();
    if (expression instanceof Expression.Reference reference) {
      return new Written(reference.name(), Optional.empty());
    }
    if (expression instanceof Expression.Binary range
        && range.operator() == BinaryOperator.LESS
        && range.left() instanceof Expression.Reference reference) {
      return new Written(reference.name(), Optional.of(range.right()));
    }
    throw Mistake.of(Message.LEFT_NOT_PLAIN, axis.span(), Text.oneLine(axis.span()));
  }

  static List<Written> indices(List<Axis> axes) {
    List<Written> indices = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    boolean dots = false;
    for (Axis axis : axes) {
      if (axis instanceof Axis.Remaining) {
        if (dots) {
          throw Mistake.of(Message.REMAINING_TWICE, axis.span());
        }
        dots = true;
        continue;
      }
      Written index = index(axis);
      if (!seen.add(index.name().text())) {
        throw Mistake.of(Message.INDEX_TWICE, axis.span(), index.name());
      }
      indices.add(index);
    }
    return indices;
  }
}
