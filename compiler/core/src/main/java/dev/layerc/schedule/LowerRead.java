package dev.layerc.schedule;

import dev.layerc.equation.Expr;
import dev.layerc.equation.Interval;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Code;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.List;

/** Reads: {@code x[i]}; {@code 0 <= p && p < n ? x[p] : c} where a place may fall outside. */
final class LowerRead {
  private LowerRead() {}

  static Value of(Expr.Read read, LowerExpression lower, MethodDraft method, Scope scope) {
    if (scope.element(read.tensor()).isPresent()) {
      return scope.element(read.tensor()).get();
    }
    List<Value> at = read.at().stream().map(lower::whole).toList();
    if (read.otherwise().isEmpty()) {
      return method.read(read.tensor(), at);
    }
    Value inside = inside(read.tensor(), read.at(), at);
    Value outside = constant(read);
    return inside.equals(Truths.FALSE)
        ? outside
        : Truths.choose(inside, method.read(read.tensor(), at), outside);
  }

  private static Value constant(Expr.Read read) {
    double value = read.otherwise().getAsDouble();
    return read.tensor().isReal() ? new Value.Real(value) : Wholes.constant((int) value);
  }

  /** The condition that a place lies within the tensor; only what can fail is asked. */
  static Value inside(Tensor tensor, List<Expr> places, List<Value> at) {
    List<Value> conditions = new ArrayList<>();
    for (int axis = 0; axis < at.size(); axis++) {
      int extent = tensor.extent(axis);
      if (tensor.perSample() && axis == 0) {
        continue;
      }
      Interval range = Interval.of(places.get(axis));
      if (range.isEmpty() || range.low() < 0) {
        Value zero = Wholes.constant(0);
        conditions.add(Truths.compare(Code.GREATER_OR_EQUAL, at.get(axis), zero));
      }
      if (range.isEmpty() || range.high() >= extent) {
        Value end = Wholes.constant(extent);
        conditions.add(Truths.compare(Code.LESS, at.get(axis), end));
      }
    }
    return conditions.stream().reduce(Truths.TRUE, Truths::and);
  }
}
