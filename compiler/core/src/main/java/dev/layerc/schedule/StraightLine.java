package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Reducer;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

  private StraightLine(Storage storage) {
    this.storage = storage;
    this.method = new MethodDraft(storage, Optional.of(held));
    this.reductions = new UnrolledReductions(method);
  }

  static ScheduledMethod method(
      List<Equation> equations, String name, Storage storage, List<String> summary) {
    return new StraightLine(storage).build(equations, name, summary);
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
    Statement loop = new Statement.Loop(sample.name(), Wholes.constant(0), method.count(), 1, body);
    return method.finish(name, List.of(loop), summary);
  }

  private void unroll(Equation equation, boolean readLater, Scope scope, List<Statement> out) {
    List<Scope> points = List.of(scope);
    for (Index index : equation.indices()) {
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
    points.forEach(point -> evaluate(equation, readLater, point, out));
  }

  private void evaluate(Equation equation, boolean readLater, Scope point, List<Statement> out) {
    Scope ready = reductions.reduceAll(equation.value(), List.of(point), out).get(0);
    LowerExpression lower = new LowerExpression(method, ready);
    Tensor target = equation.target();
    Value value = target.isReal() ? lower.real(equation.value()) : lower.whole(equation.value());
    List<Value> at = equation.at().stream().map(lower::whole).toList();
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
      Value.Local local = new Value.Local(method.freshName(HeldElements.nameOf(target, at)), type);
      out.add(new Statement.Declare(type, local.name(), value));
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
