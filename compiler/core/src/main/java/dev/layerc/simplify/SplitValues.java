package dev.layerc.simplify;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.IndexValue;
import dev.layerc.equation.Expr.Literal;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.Expr.Reduce;
import dev.layerc.equation.Expr.Select;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.equation.IndexRanges;
import dev.layerc.equation.Operator;
import dev.layerc.equation.ReadBounds;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives every reduction, and every function that is dear or whose derivative is written with its
 * result, a value of its own.
 *
 * <pre>
 *   y[i] = exp(x[i] - lse[k] x[k])   →   L = lse[k] x[k];  y[i] = exp(x[i] - L)
 *   y[i] = g[i] * (a[i] / s) + b[i]  →   q[i] = a[i] / s;  y[i] = g[i] * q[i] + b[i]
 * </pre>
 *
 * The new value has the indices that its expression mentions, no others. What stood under a
 * condition is computed under it still where the condition mentions no other index.
 */
final class SplitValues implements Rewrite {
  @Override
  public Draft apply(Draft draft) {
    ValueNames names = new ValueNames(draft.tensors());
    List<Step> steps = new ArrayList<>();
    for (Step step : draft.steps()) {
      if (step instanceof Recurrence recurrence) {
        splitRecurrence(recurrence, names, steps);
      } else {
        steps.addAll(new Split((Equation) step, names).equations());
      }
    }
    return draft.withSteps(steps);
  }

  private static void splitRecurrence(Recurrence recurrence, ValueNames names, List<Step> steps) {
    List<Equation> loop = new ArrayList<>();
    for (Equation equation : recurrence.equations()) {
      for (Equation part : new Split(equation, names).equations()) {
        if (part.indices().contains(recurrence.time())) {
          loop.add(part);
        } else {
          steps.add(part);
        }
      }
    }
    steps.add(new Recurrence(recurrence.time(), recurrence.descending(), loop));
  }

  /** True for applications that deserve a value of their own. */
  static boolean isDear(Apply apply) {
    if (apply.operator() == Operator.POWER) {
      return !(apply.operands().get(1) instanceof Literal n
          && n.value() == Math.rint(n.value())
          && Math.abs(n.value()) <= 4);
    }
    if (apply.operator() == Operator.DIVIDE) {
      return ExprQueries.tensors(apply.operands().get(1)).stream().anyMatch(Tensor::isReal);
    }
    return apply.operator().isTranscendental() || apply.operator() == Operator.SQRT;
  }

  /** The parts of one equation. */
  private static final class Split {
    private final Equation equation;
    private final ValueNames names;
    private final List<Equation> parts = new ArrayList<>();

    Split(Equation equation, ValueNames names) {
      this.equation = equation;
      this.names = names;
    }

    /** New values first, the equation itself last. */
    List<Equation> equations() {
      List<Expr> guards = equation.where().map(List::of).orElse(List.of());
      Expr value = whole(equation.value(), equation.indices(), guards);
      parts.add(value == equation.value() ? equation : equation.withValue(value));
      return parts;
    }

    /** An expression that is a value already: only what stands inside is split off. */
    private Expr whole(Expr expr, List<Index> indices, List<Expr> guards) {
      if (expr instanceof Reduce reduce) {
        return inReduce(reduce, indices, guards);
      }
      if (expr instanceof Apply) {
        return ExprRewriter.mapChildren(expr, child -> inside(child, indices, guards));
      }
      boolean guarded =
          expr instanceof Select select
              && Arithmetic.isZero(select.whenFalse())
              && !(select.whenTrue() instanceof Reduce);
      return guarded ? wholeBranch((Select) expr, indices, guards) : inside(expr, indices, guards);
    }

    /** {@code c ? e : 0} is a value as much as {@code e} is. */
    private Expr wholeBranch(Select select, List<Index> indices, List<Expr> guards) {
      Expr condition = inside(select.condition(), indices, guards);
      Expr value = whole(select.whenTrue(), indices, with(guards, select.condition()));
      return rebuilt(select, List.of(condition, value, select.whenFalse()));
    }

    private static Expr rebuilt(Expr expr, List<Expr> children) {
      return ExprRewriter.rebuild(expr, children);
    }

    private Expr inReduce(Reduce reduce, List<Index> indices, List<Expr> guards) {
      List<Index> inner = new ArrayList<>(indices);
      inner.addAll(reduce.indices());
      List<Expr> within = new ArrayList<>(guards);
      reduce.where().ifPresent(within::add);
      Optional<Expr> where = reduce.where().map(w -> inside(w, inner, guards));
      Expr body = inside(reduce.body(), inner, within);
      boolean unchanged =
          body == reduce.body() && where.orElse(null) == reduce.where().orElse(null);
      return unchanged ? reduce : new Reduce(reduce.reducer(), reduce.indices(), where, body);
    }

    private Expr inside(Expr expr, List<Index> indices, List<Expr> guards) {
      if (expr instanceof Read || expr instanceof Literal || expr instanceof IndexValue) {
        return expr;
      }
      if (expr instanceof Select select) {
        Expr condition = inside(select.condition(), indices, guards);
        Expr whenTrue = inside(select.whenTrue(), indices, with(guards, select.condition()));
        Expr not = Arithmetic.not(select.condition());
        Expr whenFalse = inside(select.whenFalse(), indices, with(guards, not));
        return rebuilt(select, List.of(condition, whenTrue, whenFalse));
      }
      if (expr instanceof Reduce reduce) {
        return named(inReduce(reduce, indices, guards), reduce, indices, guards);
      }
      Expr split = ExprRewriter.mapChildren(expr, child -> inside(child, indices, guards));
      boolean dear = expr instanceof Apply apply && isDear(apply) && !isConstant(apply);
      return dear ? named(split, expr, indices, guards) : split;
    }

    private static boolean isConstant(Expr expr) {
      return !ExprQueries.anyMatch(
          expr,
          node ->
              node instanceof Read
                  || node instanceof Expr.RandomDraw
                  || node instanceof IndexValue);
    }

    /** A read of a new value that holds {@code expr}. */
    private Expr named(Expr expr, Expr original, List<Index> indices, List<Expr> guards) {
      Set<Index> mentioned = ExprQueries.freeIndices(expr);
      List<Expr> needed = neededGuards(original, mentioned, guards);
      needed.forEach(guard -> mentioned.addAll(ExprQueries.freeIndices(guard)));
      List<Index> own = batchFirst(indices.stream().filter(mentioned::contains).toList());
      Tensor tensor = names.part(equation.target(), original, own);
      parts.add(Equation.gather(tensor, own, guarded(needed, expr), equation.origin()));
      return Arithmetic.read(tensor, own);
    }

    /** A reduction has its guards in its {@code where}: its value elsewhere is of no account. */
    private static Expr guarded(List<Expr> guards, Expr expr) {
      if (expr instanceof Reduce reduce && !guards.isEmpty()) {
        List<Expr> all = new ArrayList<>(guards);
        reduce.where().ifPresent(all::add);
        return new Reduce(reduce.reducer(), reduce.indices(), Arithmetic.all(all), reduce.body());
      }
      return Arithmetic.where(guards, expr);
    }

    private static List<Expr> neededGuards(Expr expr, Set<Index> mentioned, List<Expr> guards) {
      boolean proved = ReadBounds.areProved(expr, IndexRanges.WHOLE);
      return guards.stream()
          .filter(g -> !proved || mentioned.containsAll(ExprQueries.freeIndices(g)))
          .distinct()
          .toList();
    }

    private static List<Index> batchFirst(List<Index> indices) {
      List<Index> sorted = new ArrayList<>(indices);
      if (sorted.remove(Index.BATCH)) {
        sorted.add(0, Index.BATCH);
      }
      return sorted;
    }

    private static List<Expr> with(List<Expr> guards, Expr guard) {
      List<Expr> all = new ArrayList<>(guards);
      all.add(guard);
      return all;
    }
  }
}
