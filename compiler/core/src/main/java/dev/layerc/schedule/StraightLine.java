package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Reducer;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Equations of a tiny network, written out for one sample: every index a constant, every value in a
 * local. One loop runs over the samples.
 */
final class StraightLine {
  private final Storage storage;
  private final HeldElements held = new HeldElements();
  private final MethodDraft method;
  private final UnrolledReductions reductions;

  /** The locals that hold the elements of sums over the samples. */
  private final Map<Tensor, Map<List<Value>, Value.Local>> sums = new LinkedHashMap<>();

  private StraightLine(Storage storage) {
    this.storage = storage;
    this.method = new MethodDraft(storage, Optional.of(held));
    this.reductions = new UnrolledReductions(method);
  }

  static ScheduledMethod method(
      List<Equation> equations, String name, Storage storage, List<String> summary) {
    return new StraightLine(storage).build(equations, name, summary);
  }

  static ScheduledMethod method(
      RoutinePlan.StraightStep step, String name, Storage storage, List<String> summary) {
    return new StraightLine(storage).build(step, name, summary);
  }

  /**
   * The equation as it runs for one sample, if it does: per-sample equations do, and gradients of
   * parameters, {@code dW += sum[batch] e}, whose sum the loop over the samples makes. One that
   * adds to elements of a sample, several times to the same one perhaps, does not: no local holds
   * those.
   */
  static Optional<Equation> forOneSample(Equation equation) {
    if (equation.target().perSample()) {
      boolean fits = !equation.accumulate() && isUnrollable(equation);
      return fits ? Optional.of(equation) : Optional.empty();
    }
    if (equation.accumulate()
        && equation.value() instanceof Expr.Reduce sum
        && sum.reducer() == Reducer.SUM
        && sum.where().isEmpty()
        && sum.indices().contains(Index.BATCH)) {
      Equation one = equation.withValue(withoutBatch(sum));
      return isUnrollable(one) ? Optional.of(one) : Optional.empty();
    }
    return Optional.empty();
  }

  /** Why {@link #forOneSample} has none of an equation, in words. */
  static String refusal(Equation equation) {
    if (equation.target().perSample() && equation.accumulate()) {
      return "it adds to elements of a sample, several times to the same perhaps";
    }
    return "it is no equation of one sample, nor a sum over the samples";
  }

  private static Expr withoutBatch(Expr.Reduce sum) {
    List<Index> rest = new ArrayList<>(sum.indices());
    rest.remove(Index.BATCH);
    return rest.isEmpty() ? sum.body() : new Expr.Reduce(Reducer.SUM, rest, sum.body());
  }

  private static boolean isUnrollable(Equation equation) {
    return !ExprQueries.anyMatch(
        equation.value(),
        node -> node instanceof Expr.Reduce reduce && !UnrolledReductions.canUnroll(reduce));
  }

  private ScheduledMethod build(List<Equation> equations, String name, List<String> summary) {
    return method.finish(name, List.of(overSamples(equations)), summary);
  }

  /** The sums are locals before the loop over the samples, and the parameters move after it. */
  private ScheduledMethod build(RoutinePlan.StraightStep step, String name, List<String> summary) {
    List<Statement> body = new ArrayList<>();
    step.sums().forEach(sum -> declareSum(sum, body));
    body.add(overSamples(step.perSample()));
    PointCode move = new PointCode(method, reductions);
    for (List<Equation> equations : ofEachParameter(step.moves())) {
      for (Scope point : points(equations.get(0).indices(), Scope.EMPTY)) {
        body.addAll(move.of(equations, List.of(withSums(point, equations.get(0)))));
      }
    }
    return method.finish(name, body, summary);
  }

  private void declareSum(Tensor sum, List<Statement> out) {
    Map<List<Value>, Value.Local> locals = new LinkedHashMap<>();
    List<Index> indices = new ArrayList<>();
    sum.shape().forEach(extent -> indices.add(new Index("i" + indices.size(), extent)));
    for (Scope point : points(indices, Scope.EMPTY)) {
      List<Value> at = indices.stream().map(point::of).toList();
      Value.Local local =
          method.declare(HeldElements.nameOf(sum, at), Type.REAL, new Value.Real(0), out);
      locals.put(at, local);
    }
    sums.put(sum, locals);
  }

  /** Each run of equations ends with the one that moves the parameter. */
  private static List<List<Equation>> ofEachParameter(List<Equation> moves) {
    List<List<Equation>> runs = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < moves.size(); i++) {
      if (moves.get(i).target().role() == Role.PARAMETER) {
        runs.add(moves.subList(from, i + 1));
        from = i + 1;
      }
    }
    return runs;
  }

  /** A point that knows the sums which the first equation reads there. */
  private Scope withSums(Scope point, Equation first) {
    Scope known = point;
    List<Value> at = first.indices().stream().map(point::of).toList();
    for (Tensor tensor : ExprQueries.tensors(first)) {
      if (sums.containsKey(tensor)) {
        known = known.withElement(tensor, sums.get(tensor).get(at));
      }
    }
    return known;
  }

  private Statement overSamples(List<Equation> equations) {
    Value.Local sample = new Value.Local(method.freshName("s"), Type.INT);
    Scope scope = Scope.EMPTY.with(Index.BATCH, sample);
    List<Statement> code = new ArrayList<>();
    for (int i = 0; i < equations.size(); i++) {
      Set<Tensor> readLater = new LinkedHashSet<>();
      equations
          .subList(i + 1, equations.size())
          .forEach(later -> readLater.addAll(ExprQueries.tensors(later)));
      unroll(equations.get(i), readLater.contains(equations.get(i).target()), scope, code);
    }
    List<Statement> body = new ArrayList<>(held.loads());
    body.addAll(code);
    return new Statement.Loop(sample.name(), Wholes.constant(0), method.count(), 1, body);
  }

  private void unroll(Equation equation, boolean readLater, Scope scope, List<Statement> out) {
    points(equation.indices(), scope).forEach(point -> evaluate(equation, readLater, point, out));
  }

  /** All values of the indices but the batch's. */
  private static List<Scope> points(List<Index> indices, Scope scope) {
    List<Scope> points = List.of(scope);
    for (Index index : indices) {
      if (!index.isBatch()) {
        List<Scope> finer = new ArrayList<>();
        for (Scope point : points) {
          for (int i = 0; i < index.extent(); i++) {
            finer.add(point.with(index, Wholes.constant(i)));
          }
        }
        points = finer;
      }
    }
    return points;
  }

  private void evaluate(Equation equation, boolean readLater, Scope point, List<Statement> out) {
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
    if (storage.find(target).isPresent()) {
      store(equation, at, value, lower, out);
    }
  }

  private Value hold(Tensor target, List<Value> at, Value value, List<Statement> out) {
    Value holder = value;
    if (!Reals.isTrivial(value)) {
      Type type = target.isReal() ? Type.REAL : Type.INT;
      Value.Local local = method.declare(HeldElements.nameOf(target, at), type, value, out);
      holder = local;
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
