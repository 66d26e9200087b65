package dev.layerc.simplify;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.IndexValue;
import dev.layerc.equation.Expr.Literal;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.Expr.Reduce;
import dev.layerc.equation.Expr.Select;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One place where a tensor is read.
 *
 * @param scope the indices that run at this place; in a branch for one value of an index, this does
 *     not
 * @param inReduce true inside of a reduction
 * @param inPosition true inside of an index position of another read
 * @param loop the recurrence around it, if there is one
 */
record Use(
    Read read,
    Equation consumer,
    List<Index> scope,
    boolean inReduce,
    boolean inPosition,
    Optional<Recurrence> loop) {

  /** All uses in the order of the text. */
  static Map<Tensor, List<Use>> all(List<Step> steps) {
    Map<Tensor, List<Use>> uses = new LinkedHashMap<>();
    for (Step step : steps) {
      for (Equation equation : step.equations()) {
        Collector collector = new Collector(equation, loop(step), uses);
        equation.at().forEach(at -> collector.visit(at, equation.indices(), false, true));
        equation.where().ifPresent(w -> collector.visit(w, equation.indices(), false, false));
        collector.visit(equation.value(), equation.indices(), false, false);
      }
    }
    return uses;
  }

  /** True where each index that runs here stands once, alone, on an axis it runs over whole. */
  boolean runsOverItsIndices() {
    Set<Index> plain = new LinkedHashSet<>();
    for (int axis = 0; axis < read.at().size(); axis++) {
      boolean whole =
          read.at().get(axis) instanceof IndexValue value
              && value.index().extent() == read.tensor().extent(axis)
              && plain.add(value.index());
      if (!whole) {
        return false;
      }
    }
    return !inPosition && plain.size() == scope.size() && plain.containsAll(scope);
  }

  /** True in a branch that some points of the consumer do not take. */
  boolean isForSomePoints() {
    return !scope.containsAll(consumer.indices());
  }

  private static Optional<Recurrence> loop(Step step) {
    return step instanceof Recurrence recurrence ? Optional.of(recurrence) : Optional.empty();
  }

  private record Collector(
      Equation equation, Optional<Recurrence> loop, Map<Tensor, List<Use>> uses) {
    void visit(Expr expr, List<Index> scope, boolean inReduce, boolean inPosition) {
      if (expr instanceof Read read) {
        Use use = new Use(read, equation, scope, inReduce, inPosition, loop);
        uses.computeIfAbsent(read.tensor(), tensor -> new ArrayList<>()).add(use);
        read.at().forEach(at -> visit(at, scope, inReduce, true));
      } else if (expr instanceof Reduce reduce) {
        List<Index> inner = new ArrayList<>(scope);
        inner.addAll(reduce.indices());
        reduce.where().ifPresent(where -> visit(where, inner, true, inPosition));
        visit(reduce.body(), inner, true, inPosition);
      } else if (expr instanceof Select select) {
        visit(select.condition(), scope, inReduce, inPosition);
        visit(select.whenTrue(), where(select.condition(), scope), inReduce, inPosition);
        visit(select.whenFalse(), scope, inReduce, inPosition);
      } else {
        ExprRewriter.children(expr).forEach(child -> visit(child, scope, inReduce, inPosition));
      }
    }

    /** The indices that run where {@code condition} holds: not one that it says the value of. */
    private static List<Index> where(Expr condition, List<Index> scope) {
      boolean isValue =
          condition instanceof Apply apply
              && apply.operator() == Operator.EQUAL
              && apply.operands().get(1) instanceof Literal;
      return isValue && ((Apply) condition).operands().get(0) instanceof IndexValue fixed
          ? scope.stream().filter(index -> !index.equals(fixed.index())).toList()
          : scope;
    }
  }
}
