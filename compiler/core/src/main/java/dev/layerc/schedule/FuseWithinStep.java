package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.ExprRewriter;
import dev.layerc.equation.Recurrence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Puts neighbours within a step of a recurrence into one loop nest, as {@link FuseEquations} does
 * outside of recurrences. What a step reads of the steps before it is there already.
 */
final class FuseWithinStep {
  private final Recurrence recurrence;

  private FuseWithinStep(Recurrence recurrence) {
    this.recurrence = recurrence;
  }

  /** The equations in order, those {@code alone} in groups of their own. */
  static List<Group> in(Recurrence recurrence, Predicate<Equation> alone) {
    return new FuseWithinStep(recurrence).groups(alone);
  }

  private List<Group> groups(Predicate<Equation> alone) {
    List<List<Equation>> groups = new ArrayList<>();
    for (Equation equation : recurrence.equations()) {
      List<Equation> last = groups.isEmpty() ? List.of() : groups.get(groups.size() - 1);
      boolean joins =
          !last.isEmpty()
              && !alone.test(equation)
              && !alone.test(last.get(0))
              && joins(equation, last);
      if (joins) {
        last.add(FuseEquations.overIndicesOf(last.get(0), equation));
      } else {
        groups.add(new ArrayList<>(List.of(equation)));
      }
    }
    return groups.stream().map(group -> new Group(group, Optional.empty())).toList();
  }

  private boolean joins(Equation equation, List<Equation> group) {
    return isShort(equation)
        && group.stream().allMatch(FuseWithinStep::isShort)
        && group.stream().anyMatch(other -> haveInCommon(equation, other))
        && FuseEquations.refusal(now(equation), group.stream().map(this::now).toList()).isEmpty();
  }

  /** Functions run best in loops of their own. */
  private static boolean isShort(Equation equation) {
    return !ExprQueries.anyMatch(
        equation.value(),
        node -> node instanceof Expr.Apply apply && apply.operator().isTranscendental());
  }

  private static boolean haveInCommon(Equation equation, Equation other) {
    return ExprQueries.tensors(equation).stream()
        .anyMatch(
            tensor -> tensor.equals(other.target()) || ExprQueries.tensors(other).contains(tensor));
  }

  /** The equation with what other steps gave as numbers. */
  private Equation now(Equation equation) {
    return ExprRewriter.mapExpressions(
        equation,
        expr ->
            ExprRewriter.topDown(
                expr,
                node ->
                    node instanceof Expr.Read read && isOfOtherStep(read)
                        ? Optional.of(new Expr.Literal(0))
                        : Optional.empty()));
  }

  private boolean isOfOtherStep(Expr.Read read) {
    return recurrence.targets().contains(read.tensor())
        && !read.at().contains(new Expr.IndexValue(recurrence.time()));
  }
}
