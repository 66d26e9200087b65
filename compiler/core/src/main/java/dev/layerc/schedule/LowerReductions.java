package dev.layerc.schedule;

import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.loop.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Does the reductions of an expression at one point, or at several points together, before the
 * expression itself is evaluated there.
 */
interface LowerReductions {

  /**
   * Appends the statements that do one reduction at each of the {@code points}, and gives the
   * points back, each knowing its result.
   */
  List<Scope> reduce(Expr.Reduce reduce, List<Scope> points, List<Statement> out);

  /** Does all the reductions of an expression; those within others are done by these. */
  default List<Scope> reduceAll(Expr expr, List<Scope> points, List<Statement> out) {
    List<Scope> known = points;
    for (Expr.Reduce reduce : outermost(expr)) {
      if (known.get(0).reduction(reduce).isEmpty()) {
        known = reduce(reduce, known, out);
      }
    }
    return known;
  }

  private static List<Expr.Reduce> outermost(Expr expr) {
    if (expr instanceof Expr.Reduce reduce) {
      return List.of(reduce);
    }
    List<Expr.Reduce> found = new ArrayList<>();
    ExprRewriter.children(expr).forEach(child -> found.addAll(outermost(child)));
    return found;
  }
}
