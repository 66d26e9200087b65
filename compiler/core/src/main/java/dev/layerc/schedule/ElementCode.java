package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statements of straight-line code that evaluate an equation at one point of its indices. */
final class ElementCode {
  private final MethodDraft method;
  private final Held held;
  private final LowerReductions reductions;

  /** The locals that hold the elements of sums over the samples. */
  private final Map<Tensor, Map<List<Value>, Value.Local>> sums;

  ElementCode(MethodDraft method, Held held, LowerReductions reductions) {
    this(method, held, reductions, new LinkedHashMap<>());
  }

  private ElementCode(
      MethodDraft method,
      Held held,
      LowerReductions reductions,
      Map<Tensor, Map<List<Value>, Value.Local>> sums) {
    this.method = method;
    this.held = held;
    this.reductions = reductions;
    this.sums = sums;
  }

  /** The same with another way to do reductions. */
  ElementCode with(LowerReductions other) {
    return new ElementCode(method, held, other, sums);
  }

  /** Declares a local for each of the points of a sum. */
  void declareSum(Tensor sum, List<List<Value>> places, List<Statement> out) {
    Map<List<Value>, Value.Local> locals = new LinkedHashMap<>();
    for (List<Value> at : places) {
      String name = HeldElements.nameOf(sum, at);
      locals.put(at, method.declare(name, Type.REAL, new Value.Real(0), out));
    }
    sums.put(sum, locals);
  }

  /** The locals that hold a sum. */
  Collection<Value.Local> locals(Tensor sum) {
    return sums.get(sum).values();
  }

  /** A point that knows the sums which an equation reads there. */
  Scope withSums(Scope point, Equation equation) {
    Scope known = point;
    List<Value> at = equation.indices().stream().map(point::of).toList();
    for (Tensor tensor : ExprQueries.tensors(equation)) {
      if (sums.containsKey(tensor)) {
        known = known.withElement(tensor, sums.get(tensor).get(at));
      }
    }
    return known;
  }

  void evaluate(Equation equation, boolean readLater, Scope point, List<Statement> out) {
    Scope ready = reductions.reduceAll(equation.value(), List.of(point), out).get(0);
    LowerExpression lower = new LowerExpression(method, ready);
    Tensor target = equation.target();
    Value value = target.isReal() ? lower.real(equation.value()) : lower.whole(equation.value());
    List<Value> at = equation.at().stream().map(lower::whole).toList();
    if (sums.containsKey(target)) {
      Value.Local sum = sums.get(target).get(at);
      out.add(new Statement.Assign(sum.name(), Type.REAL, Reals.plus(sum, value)));
      return;
    }
    if (readLater && HeldElements.isConstant(at) && target.perSample()) {
      value = hold(target, at, value, out);
    }
    if (method.storage().find(target).isPresent()) {
      store(equation, at, value, lower, out);
    }
  }

  private Value hold(Tensor target, List<Value> at, Value value, List<Statement> out) {
    Value holder = value;
    if (!Reals.isTrivial(value)) {
      Type type = target.isReal() ? Type.REAL : Type.INT;
      holder = method.declare(HeldElements.nameOf(target, at), type, value, out);
    }
    held.hold(target, at, holder);
    return holder;
  }

  private void store(
      Equation equation, List<Value> at, Value value, LowerExpression lower, List<Statement> out) {
    Value.Element element = method.element(equation.target(), at);
    Value condition = equation.where().map(lower::condition).orElse(Truths.TRUE);
    condition = Truths.and(condition, LowerRead.inside(equation.target(), equation.at(), at));
    Statement store =
        new Statement.Store(element.array(), element.index(), value, equation.accumulate());
    if (condition.equals(Truths.TRUE)) {
      out.add(store);
    } else if (!condition.equals(Truths.FALSE)) {
      out.add(new Statement.Branch(condition, List.of(store), List.of()));
    }
  }
}
