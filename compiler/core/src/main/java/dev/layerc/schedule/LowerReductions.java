package dev.layerc.schedule;

import dev.layerc.equation.Expr;
import dev.layerc.equation.Reducer;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
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

  /** The method that the statements are for. */
  MethodDraft method();

  /** Does all the reductions of an expression; those within others are done by these. */
  default List<Scope> reduceAll(Expr expr, List<Scope> points, List<Statement> out) {
    List<Scope> known = points;
    for (GuardedReduction guarded : GuardedReduction.in(expr)) {
      Expr.Reduce reduce = guarded.reduce();
      if (known.get(0).reduction(reduce).isEmpty()) {
        known =
            guarded.guard().isEmpty()
                ? reduce(reduce, known, out)
                : reduceWhere(guarded.guard().get(), reduce, known, out);
      }
    }
    return known;
  }

  /** Does a reduction at those of the points where it counts. */
  private List<Scope> reduceWhere(
      Expr guard, Expr.Reduce reduce, List<Scope> points, List<Statement> out) {
    List<Scope> known = new ArrayList<>();
    for (Scope point : reduceAll(guard, points, out)) {
      Value condition = new LowerExpression(method(), point).condition(guard);
      if (condition.equals(Truths.TRUE)) {
        known.addAll(reduce(reduce, List.of(point), out));
      } else if (condition.equals(Truths.FALSE)) {
        known.add(point);
      } else {
        known.add(reduceIf(condition, reduce, point, out));
      }
    }
    return known;
  }

  private Scope reduceIf(Value condition, Expr.Reduce reduce, Scope point, List<Statement> out) {
    boolean whole = reduce.reducer() == Reducer.ARGMAX || reduce.reducer() == Reducer.ARGMIN;
    Type type = whole ? Type.INT : Type.REAL;
    Value none = whole ? Wholes.constant(0) : new Value.Real(0);
    Value.Local result = method().declare("reduced", type, none, out);
    List<Statement> guarded = new ArrayList<>();
    Scope done = reduce(reduce, List.of(point), guarded).get(0);
    Value value = done.reduction(reduce).orElseThrow();
    guarded.add(new Statement.Assign(result.name(), type, value));
    out.add(new Statement.Branch(condition, guarded, List.of()));
    return point.withReduction(reduce, result);
  }
}
