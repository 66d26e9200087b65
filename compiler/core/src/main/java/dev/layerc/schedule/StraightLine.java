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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Equations of a tiny network, written out for one sample: every index a constant, every value in a
 * local. One loop runs over the samples.
 */
final class StraightLine {
  private final Held held = new HeldElements();
  private final MethodDraft method;
  private final UnrolledReductions reductions;
  private final ElementCode elements;

  private StraightLine(Storage storage) {
    this.method = new MethodDraft(storage, Optional.of(held));
    this.reductions = new UnrolledReductions(method);
    this.elements = new ElementCode(method, held, reductions);
  }

  static ScheduledMethod method(
      RoutinePlan.Straight unit, String name, Storage storage, List<String> summary) {
    StraightLine line = new StraightLine(storage);
    List<Statement> body = List.of(line.overSamples(unit.equations()));
    RoutinePlan.StraightStep alone =
        new RoutinePlan.StraightStep(unit.equations(), List.of(), Set.of(), unit.lanes());
    return line.finish(alone, body, name, summary);
  }

  static ScheduledMethod method(
      RoutinePlan.StraightStep step, String name, Storage storage, List<String> summary) {
    StraightLine line = new StraightLine(storage);
    return line.finish(step, line.statements(step), name, summary);
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

  /** Where vectors can do something, a method on these does all, if there are any. */
  private ScheduledMethod finish(
      RoutinePlan.StraightStep step, List<Statement> body, String name, List<String> summary) {
    Optional<ScheduledMethod> inLanes =
        step.lanes()
            .flatMap(
                width ->
                    StraightLanes.method(step, width, name + "Lanes", method.storage(), summary));
    if (inLanes.isEmpty()) {
      return method.finish(name, body, summary);
    }
    Value fit = new Value.VectorsFit(Wholes.constant(step.lanes().orElseThrow().lanes()));
    Statement call = method.call(inLanes.get(), List.of());
    return method
        .finish(name, List.of(new Statement.Branch(fit, List.of(call), body)), summary)
        .withTiles(List.of(inLanes.get().method().forVectors()));
  }

  /** The sums are locals before the loop over the samples, and the parameters move after it. */
  private List<Statement> statements(RoutinePlan.StraightStep step) {
    List<Statement> body = new ArrayList<>();
    for (Tensor sum : step.sums()) {
      List<Index> indices = indicesOf(sum);
      elements.declareSum(sum, places(indices, Points.of(indices, Scope.EMPTY)), body);
    }
    body.add(overSamples(step.perSample()));
    PointCode move = new PointCode(method, reductions);
    for (List<Equation> equations : ofEachParameter(step.moves())) {
      for (Scope point : Points.of(equations.get(0).indices(), Scope.EMPTY)) {
        body.addAll(move.of(equations, List.of(elements.withSums(point, equations.get(0)))));
      }
    }
    return body;
  }

  /** An index for each axis of a sum. */
  static List<Index> indicesOf(Tensor sum) {
    List<Index> indices = new ArrayList<>();
    sum.shape().forEach(extent -> indices.add(new Index("i" + indices.size(), extent)));
    return indices;
  }

  /** The values of the indices at some points. */
  static List<List<Value>> places(List<Index> indices, List<Scope> points) {
    return points.stream().map(point -> indices.stream().map(point::of).toList()).toList();
  }

  /** Each run of equations ends with the one that moves the parameter. */
  static List<List<Equation>> ofEachParameter(List<Equation> moves) {
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

  private Statement overSamples(List<Equation> equations) {
    Value.Local sample = new Value.Local(method.freshName("s"), Type.INT);
    Scope scope = Scope.EMPTY.with(Index.BATCH, sample);
    List<Statement> code = new ArrayList<>();
    for (int i = 0; i < equations.size(); i++) {
      Equation equation = equations.get(i);
      boolean readLater = isRead(equation.target(), equations.subList(i + 1, equations.size()));
      Points.of(equation.indices(), scope)
          .forEach(point -> elements.evaluate(equation, readLater, point, code));
    }
    List<Statement> body = new ArrayList<>(held.loads());
    body.addAll(code);
    return new Statement.Loop(sample.name(), Wholes.constant(0), method.count(), 1, body);
  }

  /** True for what some of the equations read. */
  static boolean isRead(Tensor tensor, List<Equation> equations) {
    return equations.stream().anyMatch(equation -> ExprQueries.tensors(equation).contains(tensor));
  }
}
