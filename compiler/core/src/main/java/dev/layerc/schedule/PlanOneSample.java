package dev.layerc.schedule;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Role;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Prediction for one sample alone, of a network whose sums over windows run along the samples
 * otherwise: these sums run over planes, {@code y[c][i,j]}, and what the windows slide over is
 * copied so that it lies as the planes do.
 */
final class PlanOneSample {
  /** A row that needs no other to be long. */
  private static final int LONG_ROW = 64;

  private PlanOneSample() {}

  /**
   * The plan of a prediction for one sample.
   *
   * @param orders how its tensors lie
   */
  record Plan(RoutinePlan routine, ChooseOrders orders) {}

  /** Empty where no window slides, so that all runs along one sample as along many. */
  static Optional<Plan> of(List<Step> inference, ChooseOrders orders) {
    return OneSample.of(inference).flatMap(steps -> plan(steps, orders));
  }

  private static Optional<Plan> plan(List<Step> steps, ChooseOrders orders) {
    Set<Tensor> planes = new LinkedHashSet<>();
    for (Step step : steps) {
      if (step instanceof Equation equation && sumsOverWindows(equation)) {
        planes.add(equation.target());
      }
    }
    if (planes.isEmpty()) {
      return Optional.empty();
    }
    CopyOperands.OfOneSample copied =
        CopyOperands.inSteps(steps, orders.ofOneSample(planes, Set.of()));
    planes.addAll(copied.windows());
    ChooseOrders ofOne = orders.ofOneSample(planes, copied.windows());
    RoutinePlan routine = new PlanRoutine(ofOne).loops(FuseEquations.in(copied.steps()));
    return Optional.of(new Plan(routine, ofOne));
  }

  private static boolean sumsOverWindows(Equation equation) {
    Tensor target = equation.target();
    return target.rank() > 1
        && target.extent(target.rank() - 1) < LONG_ROW
        && Contraction.of(equation).filter(PlanOneSample::slides).isPresent();
  }

  private static boolean slides(Contraction contraction) {
    return contraction.factors().stream()
        .flatMap(factor -> ExprQueries.reads(factor).stream())
        .filter(read -> read.tensor().role() != Role.PARAMETER && !read.at().isEmpty())
        .map(read -> read.at().get(read.at().size() - 1))
        .anyMatch(PlanOneSample::slides);
  }

  private static boolean slides(Expr place) {
    return Affine.of(place).filter(affine -> affine.indices().size() > 1).isPresent();
  }
}
