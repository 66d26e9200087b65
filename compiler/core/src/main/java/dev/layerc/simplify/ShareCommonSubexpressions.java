package dev.layerc.simplify;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.ElementType;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Literal;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.Expr.Reduce;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.equation.Step;
import dev.layerc.equation.Substitution;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Computes equal values once, forward and backward together (S6).
 *
 * <pre>
 *   p[i] = exp(z[i] - L);  e[k] = exp(z[k] - L);  d[k] = e[k] * 2   →   d[k] = p[k] * 2
 * </pre>
 *
 * A value with a name that somebody outside reads keeps it; the other one gives way.
 */
final class ShareCommonSubexpressions implements Rewrite {
  /** What makes two definitions equal: everything but the names of indices and of the target. */
  private record Key(Expr value, List<Integer> shape, boolean perSample, ElementType type) {}

  @Override
  public Draft apply(Draft draft) {
    Definitions definitions = new Definitions(draft.steps());
    Map<Tensor, Tensor> replaced = new LinkedHashMap<>();
    Map<Key, Tensor> known = new LinkedHashMap<>();
    for (Step step : draft.steps()) {
      for (Equation original : step.equations()) {
        Equation equation = redirect(original, replaced);
        boolean shareable =
            step instanceof Equation
                && definitions.of(equation.target()).isPresent()
                && !(equation.value() instanceof Literal);
        if (shareable) {
          Tensor first = known.putIfAbsent(key(equation), equation.target());
          if (first != null) {
            replaced.put(equation.target(), first);
          }
        }
      }
    }
    return draft.withSteps(keepNames(draft, replaced));
  }

  /** Gives each shared value the name that is asked for, if one is. */
  private static List<Step> keepNames(Draft draft, Map<Tensor, Tensor> replaced) {
    Map<Tensor, Tensor> names = new LinkedHashMap<>();
    replaced.forEach(
        (later, first) -> {
          if (draft.kept().contains(later) && !draft.kept().contains(first)) {
            names.putIfAbsent(first, later);
          }
        });
    Map<Tensor, Tensor> all = new LinkedHashMap<>();
    replaced.forEach((later, first) -> all.put(later, names.getOrDefault(first, first)));
    all.putAll(names);
    List<Step> steps = new ArrayList<>();
    for (Step step : draft.steps()) {
      if (step instanceof Equation equation) {
        share(redirect(equation, all), draft, names, all).ifPresent(steps::add);
      } else {
        steps.add(ExprRewriter.mapEquations(step, e -> redirect(e, all)));
      }
    }
    return steps;
  }

  /** The equation under its new name; empty where its value is at hand already. */
  private static Optional<Equation> share(
      Equation equation, Draft draft, Map<Tensor, Tensor> names, Map<Tensor, Tensor> all) {
    Tensor target = equation.target();
    if (names.containsKey(target)) {
      return Optional.of(
          Equation.gather(
              names.get(target), equation.indices(), equation.value(), equation.origin()));
    }
    if (!all.containsKey(target) || all.get(target).equals(target)) {
      boolean renamed = names.containsValue(target);
      return renamed ? Optional.empty() : Optional.of(equation);
    }
    return draft.kept().contains(target)
        ? Optional.of(equation.withValue(Arithmetic.read(all.get(target), equation.indices())))
        : Optional.empty();
  }

  private static Equation redirect(Equation equation, Map<Tensor, Tensor> replaced) {
    return ExprRewriter.bottomUp(
        equation,
        node ->
            node instanceof Read read && replaced.containsKey(read.tensor())
                ? Optional.of(new Read(replaced.get(read.tensor()), read.at(), read.otherwise()))
                : Optional.empty());
  }

  private static Key key(Equation equation) {
    Map<Index, Index> names = new LinkedHashMap<>();
    for (Index index : equation.indices()) {
      if (!index.isBatch()) {
        names.put(index, new Index("#" + names.size(), index.extent()));
      }
    }
    Expr renamed = Substitution.rename(equation.value(), names);
    Tensor target = equation.target();
    return new Key(
        canonical(renamed, new int[1]), target.shape(), target.perSample(), target.type());
  }

  /** Names bound indices after their order. */
  private static Expr canonical(Expr expr, int[] count) {
    Expr renamed = expr;
    if (expr instanceof Reduce reduce) {
      Map<Index, Index> names = new LinkedHashMap<>();
      List<Index> indices = new ArrayList<>();
      for (Index index : reduce.indices()) {
        Index other = index.isBatch() ? index : new Index("##" + count[0]++, index.extent());
        indices.add(other);
        if (!index.isBatch()) {
          names.put(index, other);
        }
      }
      renamed =
          new Reduce(
              reduce.reducer(),
              indices,
              reduce.where().map(w -> Substitution.rename(w, names)),
              Substitution.rename(reduce.body(), names));
    }
    return ExprRewriter.mapChildren(renamed, child -> canonical(child, count));
  }
}
