package dev.layerc.simplify;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.IndexValue;
import dev.layerc.equation.Expr.Literal;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.Expr.Reduce;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.FreshIndices;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.Role;
import dev.layerc.equation.Step;
import dev.layerc.equation.Substitution;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a value where it is used, if that computes nothing twice (S9).
 *
 * <pre>
 *   a[o] = sum[i] W[o,i]*x[i];  y[o] = a[o] + b[o]   →   y[o] = (sum[i] W[o,i]*x[i]) + b[o]
 * </pre>
 *
 * The one use must run over just the indices of the value, be it in the branch for one value of
 * another: {@code g == 2 ? a[o] : ...}; a sum goes into no other sum nor into a branch, and nothing
 * moves into a time loop or out of one. An adjoint that is a single product is written twice too.
 */
final class InlineSingleUse implements Rewrite {
  @Override
  public Draft apply(Draft draft) {
    Map<Tensor, List<Use>> uses = Use.all(draft.steps());
    Definitions definitions = new Definitions(draft.steps());
    Map<Tensor, Equation> inlined = new LinkedHashMap<>();
    List<Step> steps = new ArrayList<>();
    for (Step step : draft.steps()) {
      List<Equation> left = new ArrayList<>();
      for (Equation original : step.equations()) {
        Equation equation = inline(original, inlined);
        boolean candidate =
            !draft.kept().contains(equation.target())
                && definitions.of(equation.target()).isPresent()
                && mayInline(equation, step, uses.getOrDefault(equation.target(), List.of()));
        if (candidate) {
          inlined.put(equation.target(), equation);
        } else {
          left.add(equation);
        }
      }
      if (step instanceof Recurrence recurrence) {
        steps.add(new Recurrence(recurrence.time(), recurrence.descending(), left));
      } else {
        steps.addAll(left);
      }
    }
    return draft.withSteps(steps);
  }

  private static boolean mayInline(Equation definition, Step step, List<Use> uses) {
    boolean reduces = ExprQueries.anyMatch(definition.value(), node -> node instanceof Reduce);
    boolean fewUses =
        uses.size() == 1
            || (uses.size() == 2
                && definition.target().role() == Role.ADJOINT
                && isOneProduct(definition.value()));
    return fewUses
        && definition.target().isReal()
        && uses.stream().allMatch(use -> fits(definition, step, use, reduces));
  }

  private static boolean fits(Equation definition, Step step, Use use, boolean reduces) {
    boolean sameLoop =
        use.loop().isPresent() ? use.loop().get() == step : !(step instanceof Recurrence);
    boolean crosses =
        use.consumer().origin().purpose() == Origin.Purpose.GRADIENT
            && definition.origin().purpose() != Origin.Purpose.GRADIENT;
    return sameLoop
        && use.read().otherwise().isEmpty()
        && use.runsOverItsIndices()
        && !(reduces
            && (use.inReduce() || use.isForSomePoints() || use.consumer().accumulate() || crosses));
  }

  /** A sum keeps the names of its indices where what it goes into has no sum of its own. */
  private static Equation underNamesOf(Equation definition, Equation consumer) {
    boolean useful =
        !ExprQueries.boundIndices(definition.value()).isEmpty()
            && ExprQueries.boundIndices(consumer.value()).isEmpty()
            && consumer.isGather()
            && consumer.where().isEmpty();
    Optional<Read> read =
        ExprQueries.reads(consumer.value()).stream()
            .filter(r -> r.tensor().equals(definition.target()))
            .findFirst();
    if (!useful || read.isEmpty()) {
      return consumer;
    }
    Map<Index, Index> names = new LinkedHashMap<>();
    for (int axis = 0; axis < read.get().at().size(); axis++) {
      Index here = ((IndexValue) read.get().at().get(axis)).index();
      names.put(here, definition.indices().get(axis));
    }
    List<Index> indices = consumer.indices().stream().map(names::get).toList();
    return Equation.gather(
        consumer.target(),
        indices,
        Substitution.rename(consumer.value(), names),
        consumer.origin());
  }

  private static boolean isOneProduct(Expr value) {
    return value instanceof Apply apply
        && (apply.operator() == Operator.MULTIPLY || apply.operator() == Operator.NEGATE)
        && apply.operands().stream()
            .allMatch(operand -> operand instanceof Read || operand instanceof Literal);
  }

  private static Equation inline(Equation equation, Map<Tensor, Equation> inlined) {
    Set<Tensor> read = ExprQueries.tensors(equation);
    Equation result = equation;
    for (Tensor tensor : read) {
      if (inlined.containsKey(tensor)) {
        result = inline(result, inlined.get(tensor));
      }
    }
    return result;
  }

  private static Equation inline(Equation original, Equation definition) {
    Equation consumer = underNamesOf(definition, original);
    Map<String, Index> names = new LinkedHashMap<>();
    consumer.indices().forEach(index -> names.put(index.name(), index));
    ExprQueries.boundIndices(consumer.value())
        .forEach(index -> names.putIfAbsent(index.name(), index));
    Set<Index> own = new LinkedHashSet<>(consumer.indices());
    boolean clash =
        ExprQueries.boundIndices(definition.value()).stream()
            .anyMatch(
                index ->
                    own.contains(index) || !names.getOrDefault(index.name(), index).equals(index));
    FreshIndices fresh = new FreshIndices(names.keySet());
    Expr value = clash ? Substitution.renameApart(definition.value(), fresh) : definition.value();
    Equation renamed = definition.withValue(value);
    return ExprRewriter.bottomUp(
        consumer,
        node ->
            node instanceof Read read && read.tensor().equals(definition.target())
                ? Optional.of(Definitions.valueAt(renamed, read))
                : Optional.empty());
  }
}
