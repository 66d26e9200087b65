package dev.layerc.schedule;

import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Reducer;
import dev.layerc.loop.Code;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Reductions as loops. Several points that are reduced together share the loops, each with an
 * accumulator of its own: their additions do not wait for one another.
 */
final class LoopReductions implements LowerReductions {
  private static final int LARGEST_WINDOW = 9;

  private final MethodDraft method;

  LoopReductions(MethodDraft method) {
    this.method = method;
  }

  @Override
  public MethodDraft method() {
    return method;
  }

  @Override
  public List<Scope> reduce(Expr.Reduce reduce, List<Scope> points, List<Statement> out) {
    if (isWindow(reduce)) {
      return new UnrolledReductions(method).reduce(reduce, points, out);
    }
    return switch (reduce.reducer()) {
      case SUM -> fold(reduce, points, out, "sum", 0, LoopReductions::plus);
      case PROD -> fold(reduce, points, out, "product", 1, Reals::times);
      case MAX -> fold(reduce, points, out, "max", Double.NEGATIVE_INFINITY, Reals::max);
      case MIN -> fold(reduce, points, out, "min", Double.POSITIVE_INFINITY, Reals::min);
      case LSE -> logSumExp(reduce, points, out);
      case ARGMAX -> place(reduce, points, out, Code.GREATER);
      case ARGMIN -> place(reduce, points, out, Code.LESS);
      case MEAN -> throw new IllegalStateException("a mean was to be a sum by now");
    };
  }

  /** True for the few terms of a window, which read best, and run fastest, written out. */
  private static boolean isWindow(Expr.Reduce reduce) {
    return UnrolledReductions.canUnroll(reduce) && terms(reduce) <= LARGEST_WINDOW;
  }

  private static long terms(Expr.Reduce reduce) {
    return reduce.indices().stream().mapToLong(Index::extent).reduce(1, Math::multiplyExact);
  }

  /** The terms that are written out for each sum; 1 where they are a loop. */
  static int termsWrittenOut(Expr.Reduce reduce) {
    return isWindow(reduce) ? (int) terms(reduce) : 1;
  }

  private static Value plus(Value sum, Value term) {
    return Reals.plusTerm(sum, term);
  }

  private List<Scope> fold(
      Expr.Reduce reduce,
      List<Scope> points,
      List<Statement> out,
      String name,
      double start,
      BiFunction<Value, Value, Value> combine) {
    List<Value.Local> totals = declare(points, name, start, out);
    Body body =
        (inner, point, statements) -> {
          Value term = new LowerExpression(method, inner).real(reduce.body());
          Value.Local total = totals.get(point);
          statements.add(new Statement.Assign(total.name(), Type.REAL, combine.apply(total, term)));
        };
    out.addAll(loops(reduce, points, body));
    return done(reduce, points, totals);
  }

  /** {@code m = max v; m + log(sum exp(v - m))}; where m is infinite, m itself. */
  private List<Scope> logSumExp(Expr.Reduce reduce, List<Scope> points, List<Statement> out) {
    Expr.Reduce largest =
        new Expr.Reduce(Reducer.MAX, reduce.indices(), reduce.where(), reduce.body());
    List<Scope> withMax = reduce(largest, points, out);
    List<Value.Local> sums = declare(points, "sum", 0, out);
    Body body =
        (inner, point, statements) -> {
          Value term = new LowerExpression(method, inner).real(reduce.body());
          Value max = withMax.get(point).reduction(largest).orElseThrow();
          Value exp = new Value.Operation(Code.EXP, Reals.minus(term, max));
          Value.Local sum = sums.get(point);
          statements.add(new Statement.Assign(sum.name(), Type.REAL, Reals.plus(sum, exp)));
        };
    out.addAll(loops(reduce, points, body));
    List<Value> results = new ArrayList<>();
    for (int point = 0; point < points.size(); point++) {
      Value max = withMax.get(point).reduction(largest).orElseThrow();
      results.add(Reals.logSumExp(max, sums.get(point)));
    }
    return done(reduce, points, results);
  }

  private List<Scope> place(
      Expr.Reduce reduce, List<Scope> points, List<Statement> out, Code better) {
    double worst = better == Code.GREATER ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    List<Value.Local> bests = declare(points, "best", worst, out);
    List<Value.Local> places = new ArrayList<>();
    for (int point = 0; point < points.size(); point++) {
      Value.Local place = method.declare("place", Type.INT, Wholes.constant(-1), out);
      places.add(place);
    }
    Body body =
        (inner, point, statements) -> {
          Value term = new LowerExpression(method, inner).real(reduce.body());
          Value.Local value = method.declare("candidate", Type.REAL, term, statements);
          Value.Local best = bests.get(point);
          Value.Local place = places.get(point);
          Value first = new Value.Operation(Code.LESS, place, Wholes.constant(0));
          Value wins = new Value.Operation(better, value, best);
          List<Statement> take =
              List.of(
                  new Statement.Assign(best.name(), Type.REAL, value),
                  new Statement.Assign(place.name(), Type.INT, packed(reduce, inner)));
          statements.add(
              new Statement.Branch(new Value.Operation(Code.OR, first, wins), take, List.of()));
        };
    out.addAll(loops(reduce, points, body));
    return done(reduce, points, places);
  }

  /** The place of the present values of the reduced indices, row-major. */
  private static Value packed(Expr.Reduce reduce, Scope scope) {
    Value place = Wholes.constant(0);
    for (Index index : reduce.indices()) {
      place = Wholes.add(Wholes.multiply(place, Math.max(1, index.extent())), scope.of(index));
    }
    return place;
  }

  private List<Value.Local> declare(
      List<Scope> points, String name, double start, List<Statement> out) {
    List<Value.Local> locals = new ArrayList<>();
    for (int point = 0; point < points.size(); point++) {
      Value.Local local = method.declare(name, Type.REAL, new Value.Real(start), out);
      locals.add(local);
    }
    return locals;
  }

  /** What happens for one point at one place of the reduced indices. */
  private interface Body {
    void at(Scope inner, int point, List<Statement> out);
  }

  private List<Statement> loops(Expr.Reduce reduce, List<Scope> points, Body body) {
    Optional<Index> along = alongSamples(reduce);
    if (along.isEmpty()) {
      return loops(reduce.indices(), points, inner -> innermost(reduce, inner, body));
    }
    List<Index> outer = new ArrayList<>(reduce.indices());
    outer.remove(Index.BATCH);
    outer.remove(along.get());
    Value end = Wholes.multiply(method.count(), along.get().extent());
    return loops(
        outer,
        at(points, along.get(), Wholes.constant(0)),
        inner -> List.of(loop(Index.BATCH, end, inner, most -> innermost(reduce, most, body))));
  }

  /** The index that is one loop with the samples, which lie beside it in all that is read. */
  private Optional<Index> alongSamples(Expr.Reduce reduce) {
    boolean sums = reduce.reducer() != Reducer.ARGMAX && reduce.reducer() != Reducer.ARGMIN;
    return reduce.indices().stream()
        .filter(index -> sums && reduce.indices().contains(Index.BATCH) && !index.isBatch())
        .filter(index -> reduce.where().isEmpty())
        .filter(index -> Flattening.in(index, Index.BATCH, method.storage()).fits(reduce.body()))
        .reduce((first, second) -> second);
  }

  /** Makes the statements for some points at one place of the loops around them. */
  private interface Inner {
    List<Statement> at(List<Scope> points);
  }

  private List<Statement> loops(List<Index> indices, List<Scope> points, Inner inner) {
    if (indices.isEmpty()) {
      return inner.at(points);
    }
    Index index = indices.get(0);
    List<Index> rest = indices.subList(1, indices.size());
    return List.of(loop(index, method.extent(index), points, within -> loops(rest, within, inner)));
  }

  private Statement loop(Index index, Value end, List<Scope> points, Inner inner) {
    Value.Local variable = method.variable(index);
    return new Statement.Loop(
        variable.name(), Wholes.constant(0), end, 1, inner.at(at(points, index, variable)));
  }

  private static List<Scope> at(List<Scope> points, Index index, Value value) {
    return points.stream().map(point -> point.with(index, value)).toList();
  }

  private List<Statement> innermost(Expr.Reduce reduce, List<Scope> points, Body body) {
    List<Statement> statements = new ArrayList<>();
    if (reduce.where().isEmpty()) {
      List<Scope> ready = reduceAll(reduce.body(), points, statements);
      for (int point = 0; point < points.size(); point++) {
        body.at(ready.get(point), point, statements);
      }
      return statements;
    }
    for (int point = 0; point < points.size(); point++) {
      List<Scope> asked = reduceAll(reduce.where().get(), List.of(points.get(point)), statements);
      Value condition = new LowerExpression(method, asked.get(0)).condition(reduce.where().get());
      List<Statement> guarded = new ArrayList<>();
      List<Scope> ready = reduceAll(reduce.body(), asked, guarded);
      body.at(ready.get(0), point, guarded);
      statements.add(new Statement.Branch(condition, guarded, List.of()));
    }
    return statements;
  }

  private static List<Scope> done(
      Expr.Reduce reduce, List<Scope> points, List<? extends Value> results) {
    List<Scope> known = new ArrayList<>();
    for (int point = 0; point < points.size(); point++) {
      known.add(points.get(point).withReduction(reduce, results.get(point)));
    }
    return known;
  }
}
