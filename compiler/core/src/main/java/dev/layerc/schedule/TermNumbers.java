package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.List;

/**
 * Which terms a panel of vectors adds, by their numbers in its loop.
 *
 * @param from the first
 * @param to what follows the last
 */
record TermNumbers(Value from, Value to) {

  /** Inside of a panel's method: all, or what its caller says. */
  static TermNumbers arguments(TermOrder order, MethodDraft method) {
    if (order.first().isPresent()) {
      Value from = method.argument("from", Type.INT);
      return new TermNumbers(from, method.argument("to", Type.INT));
    }
    return new TermNumbers(Wholes.constant(0), method.points(order.terms()));
  }

  /**
   * Where a panel's method is called: the terms of which some number of the panel has one.
   *
   * @param order whose first index has a bound
   * @param scope has the values of the other indices
   * @param lane the first number of the panel
   * @param last the last one
   */
  static TermNumbers inPanel(
      RowTile plan, TermOrder order, Scope scope, Value lane, Value last, MethodDraft method) {
    TermBound first = order.first().orElseThrow();
    boolean rises = plan.along().filter(index -> first.rest().coefficient(index) > 0).isPresent();
    LowerExpression highest = at(rises ? last : lane, plan, scope, method);
    LowerExpression lowest = at(rises ? lane : last, plan, scope, method);
    boolean risesWithIndex = first.step() > 0;
    Value from = first.start(risesWithIndex ? highest : lowest);
    Value to = first.end(risesWithIndex ? lowest : highest);
    Value each = method.points(order.terms().subList(1, order.terms().size()));
    return new TermNumbers(Wholes.multiply(from, each), Wholes.multiply(to, each));
  }

  /** At a number of a row. */
  private static LowerExpression at(Value number, RowTile plan, Scope scope, MethodDraft method) {
    Value place = new Value.Operation(Code.INT_QUOTIENT, number, method.extent(plan.lane()));
    return new LowerExpression(
        method, plan.along().map(along -> scope.with(along, place)).orElse(scope));
  }

  /** The same in locals of their own. */
  TermNumbers declared(MethodDraft method, List<Statement> out) {
    Value.Local first = method.declare("from", Type.INT, from, out);
    return new TermNumbers(first, method.declare("to", Type.INT, to, out));
  }

  List<Value> asArguments() {
    return List.of(from, to);
  }
}
