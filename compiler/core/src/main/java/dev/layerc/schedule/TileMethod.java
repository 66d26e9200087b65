package dev.layerc.schedule;

import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.loop.Code;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One tile of a {@link RowTile}: a method that adds {@code terms} terms of the sum to {@code rows}
 * rows of the target. Rows and numbers are fetched inside it, so that it has few arguments, and its
 * loop has a constant bound: what HotSpot wants before it vectorises.
 */
final class TileMethod {
  private final RowTile plan;
  private final TileShape shape;
  private final MethodDraft method;
  private final List<Index> given = new ArrayList<>();
  private final Map<Index, Value.Local> arguments = new LinkedHashMap<>();

  TileMethod(RowTile plan, TileShape shape, Storage storage) {
    this.plan = plan;
    this.shape = shape;
    this.method = new MethodDraft(storage);
    given.addAll(plan.outer());
    plan.rows().ifPresent(given::add);
    given.addAll(plan.outerReduced());
    given.add(plan.inner());
    for (Index index : given) {
      arguments.put(index, method.argument(index));
    }
  }

  /** The indices whose values are the last arguments, in this order. */
  List<Index> givenIndices() {
    return given;
  }

  ScheduledMethod build(String name) {
    List<Statement> body = new ArrayList<>();
    List<List<Value>> numbers = declareNumbers(body);
    Value.Local lane = method.variable(plan.lane());
    List<Statement> inner = new ArrayList<>();
    List<Value> shared = declareShared(lane, inner);
    for (int row = 0; row < shape.rows(); row++) {
      inner.add(addTo(row, lane, numbers.get(row), shared));
    }
    body.add(new Statement.Loop(lane.name(), Wholes.constant(0), plan.laneEnd(method), 1, inner));
    return method.finish(name, body, List.of());
  }

  /** For each row and term, the product of the factors that do not run along the lane. */
  private List<List<Value>> declareNumbers(List<Statement> out) {
    List<Expr> factors = plan.numberFactors();
    List<List<Value>> numbers = new ArrayList<>();
    for (int row = 0; row < shape.rows(); row++) {
      List<Value> ofRow = new ArrayList<>();
      for (int term = 0; term < shape.terms() && !factors.isEmpty(); term++) {
        boolean sameForAllRows = row > 0 && !dependsOnRow(factors);
        ofRow.add(
            sameForAllRows
                ? numbers.get(0).get(term)
                : declare("a" + row + term, product(factors, scope(row, term)), out));
      }
      numbers.add(ofRow);
    }
    return numbers;
  }

  private boolean dependsOnRow(List<Expr> factors) {
    return plan.rows().isPresent()
        && factors.stream().anyMatch(f -> Contraction.depends(f, plan.rows().get()));
  }

  /** The factors that run along the lane; a product of several is one number. */
  private List<Value> declareShared(Value.Local lane, List<Statement> out) {
    List<Expr> factors = plan.laneFactors();
    List<Value> shared = new ArrayList<>();
    for (int term = 0; term < shape.terms() && !factors.isEmpty(); term++) {
      Scope scope = scope(0, term).with(plan.lane(), lane);
      shared.add(declare("w" + term, product(factors, scope), out));
    }
    return shared;
  }

  private Statement addTo(int row, Value.Local lane, List<Value> numbers, List<Value> shared) {
    Scope scope = scope(0, 0).with(plan.lane(), lane);
    Value.Element target = plan.target(method, scope, RowsAtOnce.number(plan, scope, row));
    Value sum = target;
    for (int term = 0; term < shape.terms(); term++) {
      sum = plusTerm(sum, term, numbers, shared);
    }
    return new Statement.Store(target.array(), target.index(), sum, false);
  }

  private static Value plusTerm(Value sum, int term, List<Value> numbers, List<Value> shared) {
    if (numbers.isEmpty() || shared.isEmpty()) {
      return Reals.plus(sum, (numbers.isEmpty() ? shared : numbers).get(term));
    }
    return new Value.Operation(Code.FMA, numbers.get(term), shared.get(term), sum);
  }

  private Scope scope(int row, int term) {
    Scope scope = plan.atRowStart(Scope.EMPTY);
    for (Index index : given) {
      Value value = arguments.get(index);
      if (plan.rows().equals(Optional.of(index))) {
        value = Wholes.add(value, Wholes.constant(row));
      } else if (index.equals(plan.inner())) {
        value = Wholes.add(value, Wholes.constant(term));
      }
      scope = scope.with(index, value);
    }
    return scope;
  }

  private Value product(List<Expr> factors, Scope scope) {
    LowerExpression lower = new LowerExpression(method, scope);
    return factors.stream().map(lower::real).reduce(Reals::times).orElseThrow();
  }

  private Value.Local declare(String wanted, Value value, List<Statement> out) {
    return method.declare(wanted, Type.REAL, value, out);
  }
}
