package dev.layerc.elaborate;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.equation.Affine;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Interval;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Expression;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Proves that a read stays inside its tensor: by interval arithmetic over the indices as the guards
 * narrow them, or by adding one guard to the claim ({@code j <= i} proves that {@code i - j} is not
 * negative, which no interval of i or j alone can).
 */
final class BoundsProof {
  private BoundsProof() {}

  /** True where every position is proved to stay inside. */
  static boolean holds(Tensor tensor, List<Expr> positions, EquationContext context) {
    for (int axis = 0; axis < positions.size(); axis++) {
      if (!holds(positions.get(axis), tensor.shape().get(axis), context)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(Expr position, int extent, EquationContext context) {
    return range(position, context).within(extent) || provedByGuard(position, extent, context);
  }

  /** Tells the read that is not proved. */
  static void check(
      Expression.Read read, Tensor tensor, List<Expr> positions, EquationContext context) {
    if (context.ranges().isImpossible()) {
      return;
    }
    for (int axis = 0; axis < positions.size(); axis++) {
      int extent = tensor.shape().get(axis);
      Expr position = positions.get(axis);
      if (!holds(position, extent, context)) {
        throw outside(read, axis, position, extent, range(position, context));
      }
    }
  }

  /** Warns of rows that a window never comes to, padding or not. */
  static void warnOfUnreadRows(
      Expression.Read read, Tensor tensor, List<Expr> positions, EquationContext context) {
    StringJoiner unread = new StringJoiner(" and ");
    for (int axis = 0; axis < positions.size(); axis++) {
      long rows = unreadRows(positions.get(axis), tensor.shape().get(axis), context);
      if (rows > 0) {
        unread.add((rows == 1 ? "the last" : "the last " + rows) + " of axis " + (axis + 1));
      }
    }
    if (unread.length() > 0) {
      String name = read.tensor() + Text.shape(tensor.shape());
      context.host().warn(Diagnostic.of(Message.ROWS_UNREAD, read.span(), name, unread));
    }
  }

  private static Interval range(Expr position, EquationContext context) {
    if (position instanceof Expr.Read read
        && !read.tensor().isReal()
        && read.otherwise().isEmpty()
        && !context.host().mayBeNone(read.tensor())) {
      return new Interval(0, read.tensor().type().limit() - 1L);
    }
    return context.ranges().of(position);
  }

  private static boolean provedByGuard(Expr position, int extent, EquationContext context) {
    Optional<Affine> affine = Affine.of(position);
    if (affine.isEmpty()) {
      return false;
    }
    Affine below = affine.get().times(-1);
    Affine above = affine.get().minus(Affine.constant(extent - 1L));
    return notPositive(below, context) && notPositive(above, context);
  }

  /** {@code claim <= 0}, alone or minus something that a guard knows not to be positive. */
  private static boolean notPositive(Affine claim, EquationContext context) {
    if (context.ranges().of(claim).high() <= 0) {
      return true;
    }
    return context.guards().stream()
        .flatMap(guard -> Guards.notPositive(guard).stream())
        .anyMatch(known -> context.ranges().of(claim.minus(known)).high() <= 0);
  }

  private static Mistake outside(
      Expression.Read read, int axis, Expr position, int extent, Interval range) {
    boolean high = range.high() >= extent;
    long reached = high ? range.high() : range.low();
    if (reached == Long.MAX_VALUE || reached == Long.MIN_VALUE) {
      return Mistake.of(
          Message.READ_NOT_PROVED, read.span(), Text.oneLine(read.span()), axis + 1, extent - 1);
    }
    return Mistake.of(
        Message.READ_OUTSIDE,
        read.span(),
        Text.oneLine(read.span()),
        reached,
        witness(position, high),
        read.tensor(),
        extent - 1);
  }

  /** {@code at i = 13, k = 2}: where an affine position is farthest out. */
  private static String witness(Expr position, boolean high) {
    Optional<Affine> affine = Affine.of(position);
    if (affine.isEmpty() || affine.get().isConstant()) {
      return "";
    }
    StringJoiner joiner = new StringJoiner(", ", " at ", "");
    for (Map.Entry<Index, Long> term : affine.get().coefficients().entrySet()) {
      boolean last = term.getValue() > 0 == high;
      joiner.add(term.getKey() + " = " + (last ? term.getKey().extent() - 1 : 0));
    }
    return joiner.toString();
  }

  /**
   * A window that steps over an axis in strides and never comes to its last rows. Windows smaller
   * than their stride leave rows out on purpose.
   */
  private static long unreadRows(Expr position, int extent, EquationContext context) {
    Optional<Affine> affine = Affine.of(position);
    if (affine.isEmpty() || affine.get().indices().size() < 2) {
      return 0;
    }
    long stride =
        affine.get().coefficients().values().stream().mapToLong(Math::abs).max().orElse(1);
    long window = 1;
    for (Map.Entry<Index, Long> term : affine.get().coefficients().entrySet()) {
      if (Math.abs(term.getValue()) < stride) {
        window += Math.abs(term.getValue()) * (term.getKey().extent() - 1L);
      }
    }
    boolean slides = stride > 1 && window >= stride;
    return slides ? extent - 1 - context.ranges().of(affine.get()).high() : 0;
  }
}
