package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.BytecodeSize;
import dev.layerc.loop.Layout;
import dev.layerc.loop.LoopRewriter;
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
 * Straight-line code in vectors of a fixed length: an equation whose numbers lie side by side, and
 * fill vectors, is evaluated for as many of them at once as there are lanes; the others as {@link
 * StraightLine} does it.
 *
 * <pre>{@code
 * h0 = tanh(w0*x0 + b0); h1 = tanh(w1*x0 + b1); ...   ->   h = tanh(w[0 ..]*x0 + b[0 ..])
 * }</pre>
 */
final class StraightLanes {
  /** HotSpot makes objects of vectors in methods with several hundred operations on them. */
  private static final int MOST_OPERATIONS = 250;

  private final RoutinePlan.StraightStep step;
  private final LaneWidth width;
  private final HeldLanes held;
  private final MethodDraft method;
  private final LaneCode code;
  private final ElementCode inLanes;
  private final ElementCode numbers;
  private final UnrolledReductions unrolled;

  /** Sums over the samples with the layout of the parameter that they move. */
  private final Map<Tensor, Layout> layouts = new LinkedHashMap<>();

  private final Set<Tensor> sumsInLanes = new LinkedHashSet<>();
  private final List<Statement> out = new ArrayList<>();
  private boolean hasLanes;

  private StraightLanes(RoutinePlan.StraightStep step, LaneWidth width, Storage storage) {
    this.step = step;
    this.width = width;
    this.held = new HeldLanes(storage);
    this.method = new MethodDraft(storage, Optional.of(held));
    this.code = new LaneCode(method, width);
    this.unrolled = new UnrolledReductions(method);
    this.inLanes = new ElementCode(method, held, unrolled);
    this.numbers = inLanes.with(new SumsInLanes(unrolled, code, width, held));
    for (List<Equation> moves : StraightLine.ofEachParameter(step.moves())) {
      Tensor parameter = moves.get(moves.size() - 1).target();
      sumsIn(moves.get(0)).forEach(sum -> layouts.put(sum, storage.of(parameter).layout()));
    }
  }

  /** The method; empty where no equation can be in vectors, or it would be too long. */
  static Optional<ScheduledMethod> method(
      RoutinePlan.StraightStep step,
      LaneWidth width,
      String name,
      Storage storage,
      List<String> summary) {
    if (!step.equations().stream().allMatch(StraightLanes::isPlain)) {
      return Optional.empty();
    }
    Set<Tensor> ofNumbers = new LinkedHashSet<>();
    while (true) {
      StraightLanes lanes = new StraightLanes(step, width, storage);
      Optional<Tensor> refused = lanes.lower(ofNumbers);
      if (refused.isEmpty()) {
        return lanes.finish(name, summary);
      }
      ofNumbers.add(refused.get());
    }
  }

  private static boolean isPlain(Equation equation) {
    return equation.where().isEmpty() && equation.isGather();
  }

  private Optional<ScheduledMethod> finish(String name, List<String> summary) {
    method.dropUnused(out);
    ScheduledMethod made = method.finishAsIs(name, StoreDirectly.in(out), summary);
    boolean fits =
        BytecodeSize.of(made.method()) < BytecodeSize.LARGEST_COMPILED
            && operations() <= MOST_OPERATIONS;
    return Optional.of(made).filter(m -> hasLanes && fits);
  }

  private int operations() {
    int[] count = new int[1];
    for (Statement statement : out) {
      LoopRewriter.forEachStatement(
          statement, s -> count[0] += s instanceof Statement.StoreLanes ? 1 : 0);
      LoopRewriter.forEachValue(statement, v -> count[0] += VectorLoop.isOfVectors(v) ? 1 : 0);
    }
    return count[0];
  }

  /**
   * Makes all statements; gives a sum over the samples that turns out not to fit in vectors.
   *
   * @param ofNumbers the sums that are not to be in vectors
   */
  private Optional<Tensor> lower(Set<Tensor> ofNumbers) {
    step.sums().forEach(sum -> declare(sum, ofNumbers));
    Optional<Tensor> refused = overSamples();
    for (Tensor sum : sumsInLanes) {
      inLanes
          .locals(sum)
          .forEach(
              local -> {
                Value.Local lanes = new Value.Local(local.name(), Type.LANES);
                Value known = new Value.OfKnownClass(lanes);
                out.add(new Statement.Assign(local.name(), Type.LANES, known));
              });
    }
    code.forgetLoads();
    for (List<Equation> moves : StraightLine.ofEachParameter(step.moves())) {
      refused = refused.or(() -> move(moves));
    }
    return refused;
  }

  private void declare(Tensor sum, Set<Tensor> ofNumbers) {
    List<Index> indices = StraightLine.indicesOf(sum);
    Optional<Index> lane = ofNumbers.contains(sum) ? Optional.empty() : laneOf(sum, indices);
    List<Statement> lines = new ArrayList<>();
    inLanes.declareSum(
        sum, StraightLine.places(indices, points(indices, Scope.EMPTY, lane)), lines);
    if (lane.isPresent()) {
      sumsInLanes.add(sum);
      inLanes.locals(sum).forEach(code::note);
      Value zeros = new Value.Broadcast(new Value.Real(0));
      inLanes
          .locals(sum)
          .forEach(local -> out.add(new Statement.Declare(Type.LANES, local.name(), zeros)));
    } else {
      out.addAll(lines);
    }
  }

  private List<Scope> points(List<Index> indices, Scope scope, Optional<Index> lane) {
    return lane.isPresent()
        ? Points.inLanes(indices, lane.get(), width.lanes(), scope)
        : Points.of(indices, scope);
  }

  /** The index along memory, if its values fill vectors. */
  private Optional<Index> laneOf(Tensor tensor, List<Index> indices) {
    Layout layout =
        layouts.containsKey(tensor)
            ? layouts.get(tensor)
            : method
                .storage()
                .find(tensor)
                .map(buffer -> buffer.layout())
                .orElseGet(() -> Layout.flat(tensor.rank()));
    return tensor.isReal() && !indices.isEmpty()
        ? Optional.of(indices.get(layout.innermost())).filter(width::divides)
        : Optional.empty();
  }

  private Optional<Tensor> overSamples() {
    Value.Local sample = new Value.Local(method.freshName("s"), Type.INT);
    Scope scope = Scope.EMPTY.with(Index.BATCH, sample);
    List<Statement> lines = new ArrayList<>();
    List<Equation> equations = step.perSample();
    for (int i = 0; i < equations.size(); i++) {
      Tensor target = equations.get(i).target();
      boolean readLater = StraightLine.isRead(target, equations.subList(i + 1, equations.size()));
      if (!evaluate(equations.get(i), readLater, scope, lines)) {
        return Optional.of(target);
      }
    }
    List<Statement> body = new ArrayList<>(DropUnused.of(held.loads(), lines));
    body.addAll(lines);
    out.add(new Statement.Loop(sample.name(), Wholes.constant(0), method.count(), 1, body));
    return Optional.empty();
  }

  /** False for an equation that cannot add to a sum in vectors. */
  private boolean evaluate(
      Equation equation, boolean readLater, Scope scope, List<Statement> lines) {
    Tensor target = equation.target();
    boolean mayBeInLanes = !step.sums().contains(target) || sumsInLanes.contains(target);
    Optional<Index> lane = mayBeInLanes ? laneOf(target, equation.indices()) : Optional.empty();
    if (lane.isPresent()) {
      HeldLanes.State before = held.state();
      List<Statement> made = new ArrayList<>();
      points(equation.indices(), scope, lane)
          .forEach(point -> inLanes.evaluate(equation, readLater, point, made));
      boolean pays = !(equation.value() instanceof Expr.Read) || held.isAllStored();
      if (pays && code.canRun(made)) {
        hasLanes = true;
        commit(made, lines);
        return true;
      }
      held.restore(before);
    }
    if (sumsInLanes.contains(target)) {
      return false;
    }
    List<Statement> made = new ArrayList<>();
    Points.of(equation.indices(), scope)
        .forEach(point -> numbers.evaluate(equation, readLater, point, made));
    commit(made, lines);
    return true;
  }

  private void commit(List<Statement> made, List<Statement> lines) {
    lines.addAll(code.of(held.takeStores()));
    lines.addAll(code.of(made));
  }

  /** Moves a parameter by sums; gives one of these that is in vectors where that cannot be. */
  private Optional<Tensor> move(List<Equation> moves) {
    Equation first = moves.get(0);
    Set<Tensor> sums = sumsIn(first);
    boolean lanes = sumsInLanes.containsAll(sums);
    Optional<Index> lane =
        lanes && !sums.isEmpty()
            ? laneOf(sums.iterator().next(), first.indices())
            : Optional.empty();
    PointCode move = new PointCode(method, unrolled);
    List<Statement> made = new ArrayList<>();
    for (Scope point : points(first.indices(), Scope.EMPTY, lane)) {
      made.addAll(move.of(moves, List.of(inLanes.withSums(point, first))));
    }
    if (lane.isPresent() && !code.canRun(made)) {
      return Optional.of(sums.iterator().next());
    }
    out.addAll(code.of(StoreDirectly.in(made)));
    return Optional.empty();
  }

  private Set<Tensor> sumsIn(Equation equation) {
    Set<Tensor> sums = new LinkedHashSet<>(ExprQueries.tensors(equation));
    sums.retainAll(step.sums());
    return sums;
  }
}
