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
import java.util.function.BinaryOperator;

/** Reductions written out, term by term. */
final class UnrolledReductions implements LowerReductions {
  /** A sum is cut into chains of this length, which do not wait for one another. */
  private static final int CHAIN = 4;

  private final MethodDraft method;

  UnrolledReductions(MethodDraft method) {
    this.method = method;
  }

  @Override
  public MethodDraft method() {
    return method;
  }

  @Override
  public List<Scope> reduce(Expr.Reduce reduce, List<Scope> points, List<Statement> out) {
    List<Scope> known = new ArrayList<>();
    for (Scope point : points) {
      known.add(point.withReduction(reduce, valueAt(reduce, point, out)));
    }
    return known;
  }

  private Value valueAt(Expr.Reduce reduce, Scope point, List<Statement> out) {
    List<Scope> places = Points.of(reduce.indices(), point);
    return switch (reduce.reducer()) {
      case SUM -> sum(reduce, places, out);
      case PROD -> fold(terms(reduce, places, 1, out), 1, Reals::times);
      case MAX -> extreme(reduce, places, Double.NEGATIVE_INFINITY, Reals::max, out);
      case MIN -> extreme(reduce, places, Double.POSITIVE_INFINITY, Reals::min, out);
      case LSE -> logSumExp(reduce, places, out);
      case ARGMAX -> place(reduce, places, Code.GREATER, out);
      case ARGMIN -> place(reduce, places, Code.LESS, out);
      case MEAN -> throw new IllegalStateException("a mean was to be a sum by now");
    };
  }

  /** The sum of a reduction's terms at some places. */
  Value sum(Expr.Reduce reduce, List<Scope> places, List<Statement> out) {
    return sum(terms(reduce, places, 0, out));
  }

  /**
   * The terms that a {@code where} lets through; {@code nothing} stands in where only running
   * tells.
   */
  private List<Value> terms(
      Expr.Reduce reduce, List<Scope> places, double nothing, List<Statement> out) {
    List<Value> terms = new ArrayList<>();
    for (Scope place : places) {
      Value condition = conditionOf(reduce, place);
      if (!condition.equals(Truths.FALSE)) {
        Scope ready = reduceAll(reduce.body(), List.of(place), out).get(0);
        Value term = new LowerExpression(method, ready).real(reduce.body());
        terms.add(Truths.choose(condition, term, new Value.Real(nothing)));
      }
    }
    return terms;
  }

  private static Value sum(List<Value> terms) {
    List<Value> chains = new ArrayList<>();
    for (int from = 0; from < terms.size(); from += CHAIN) {
      List<Value> chain = terms.subList(from, Math.min(from + CHAIN, terms.size()));
      chains.add(chain.stream().reduce(Reals::plusTerm).orElseThrow());
    }
    return chains.stream().reduce(Reals::plus).orElse(new Value.Real(0));
  }

  private static Value fold(List<Value> terms, double start, BinaryOperator<Value> combine) {
    return terms.stream().reduce(combine).orElse(new Value.Real(start));
  }

  private Value extreme(
      Expr.Reduce reduce,
      List<Scope> places,
      double start,
      BinaryOperator<Value> combine,
      List<Statement> out) {
    Value value = fold(terms(reduce, places, start, out), start, combine);
    return declare(Type.REAL, start < 0 ? "max" : "min", value, out);
  }

  private Value logSumExp(Expr.Reduce reduce, List<Scope> places, List<Statement> out) {
    List<Value> terms =
        terms(reduce, places, Double.NEGATIVE_INFINITY, out).stream()
            .map(term -> declare(Type.REAL, "term", term, out))
            .toList();
    Value max = fold(terms, Double.NEGATIVE_INFINITY, Reals::max);
    Value largest = declare(Type.REAL, "max", max, out);
    Value sum =
        sum(
            terms.stream()
                .<Value>map(t -> new Value.Operation(Code.EXP, Reals.minus(t, largest)))
                .toList());
    return declare(Type.REAL, "lse", Reals.logSumExp(largest, sum), out);
  }

  /** The number of the first place whose term beats all before it; -1 if no term counts. */
  private Value place(Expr.Reduce reduce, List<Scope> places, Code better, List<Statement> out) {
    Value.Local best = new Value.Local(method.freshName("best"), Type.REAL);
    Value.Local winner = new Value.Local(method.freshName("place"), Type.INT);
    boolean declared = false;
    boolean hasWinner = false;
    for (int i = 0; i < places.size(); i++) {
      Value condition = conditionOf(reduce, places.get(i));
      if (condition.equals(Truths.FALSE)) {
        continue;
      }
      Scope ready = reduceAll(reduce.body(), List.of(places.get(i)), out).get(0);
      Value term = new LowerExpression(method, ready).real(reduce.body());
      if (!declared && condition.equals(Truths.TRUE)) {
        hasWinner = true;
        out.add(new Statement.Declare(Type.REAL, best.name(), term));
        out.add(new Statement.Declare(Type.INT, winner.name(), Wholes.constant(i)));
      } else {
        if (!declared) {
          out.add(new Statement.Declare(Type.REAL, best.name(), worst(better)));
          out.add(new Statement.Declare(Type.INT, winner.name(), Wholes.constant(-1)));
        }
        out.add(challenge(best, winner, i, term, better, condition, hasWinner));
      }
      declared = true;
    }
    return declared ? winner : Wholes.constant(-1);
  }

  private static Value worst(Code better) {
    return new Value.Real(
        better == Code.GREATER ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
  }

  private static Statement challenge(
      Value.Local best,
      Value.Local winner,
      int place,
      Value term,
      Code better,
      Value condition,
      boolean hasWinner) {
    Value wins = new Value.Operation(better, term, best);
    Value first = new Value.Operation(Code.LESS, winner, Wholes.constant(0));
    Value taken = hasWinner ? wins : new Value.Operation(Code.OR, first, wins);
    List<Statement> take =
        List.of(
            new Statement.Assign(best.name(), Type.REAL, term),
            new Statement.Assign(winner.name(), Type.INT, Wholes.constant(place)));
    return new Statement.Branch(Truths.and(condition, taken), take, List.of());
  }

  private Value conditionOf(Expr.Reduce reduce, Scope place) {
    return reduce
        .where()
        .map(where -> new LowerExpression(method, place).condition(where))
        .orElse(Truths.TRUE);
  }

  private Value declare(Type type, String name, Value value, List<Statement> out) {
    if (Reals.isTrivial(value)) {
      return value;
    }
    return method.declare(name, type, value, out);
  }

  /** True for reducers that a unit of straight-line code can hold. */
  static boolean canUnroll(Expr.Reduce reduce) {
    return reduce.reducer() != Reducer.MEAN && reduce.indices().stream().noneMatch(Index::isBatch);
  }
}
