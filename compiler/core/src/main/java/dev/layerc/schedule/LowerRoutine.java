package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Decision;
import dev.layerc.loop.Method;
import dev.layerc.loop.Routine;
import dev.layerc.loop.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a routine of its plan: a method a unit, named after its stage or its value. */
final class LowerRoutine {
  private final RoutinePlan plan;
  private final ExplainChoices choices;
  private final Storage storage;
  private final String straightName;
  private final Map<String, Integer> units = new LinkedHashMap<>();
  private final JavaNames names = new JavaNames("predict", "forward", "backward");

  private LowerRoutine(
      RoutinePlan plan, ExplainChoices choices, Storage storage, String straightName) {
    this.plan = plan;
    this.choices = choices;
    this.storage = storage;
    this.straightName = straightName;
    plan.units().forEach(unit -> units.merge(stageOf(unit), 1, Integer::sum));
  }

  /**
   * The routine of a plan.
   *
   * @param straightName the name of methods in which several layers are written out
   */
  static Routine of(
      RoutinePlan plan, ExplainChoices choices, Storage storage, String straightName) {
    return new LowerRoutine(plan, choices, storage, straightName).lower();
  }

  private Routine lower() {
    List<Statement.Invoke> calls = new ArrayList<>();
    List<Method> methods = new ArrayList<>();
    List<Decision> decisions = new ArrayList<>();
    List<String> unitNames = plan.units().stream().map(unit -> names.fresh(nameOf(unit))).toList();
    for (int i = 0; i < unitNames.size(); i++) {
      RoutinePlan.Unit unit = plan.units().get(i);
      ScheduledMethod lowered =
          LowerUnit.of(unit, unitNames.get(i), storage).withTilesNamed(names::freshIdentifier);
      calls.add(lowered.call());
      methods.add(lowered.method());
      methods.addAll(lowered.tiles());
      decisions.add(decision(unit, lowered));
    }
    return ShareMethods.in(new Routine(calls, methods, decisions));
  }

  private Decision decision(RoutinePlan.Unit unit, ScheduledMethod lowered) {
    Method method = lowered.method();
    String lanes =
        unit.lanes().filter(w -> !lowered.tiles().isEmpty()).map(LaneWidth::inWords).orElse("");
    long multiplyAdds = unit.equations().stream().mapToLong(Work::multiplyAdds).sum();
    return new Decision(
        method.name(),
        unit.strategy() + lanes,
        method.summary(),
        multiplyAdds,
        choices.of(unit, lanes));
  }

  private String nameOf(RoutinePlan.Unit unit) {
    Equation first = unit.equations().get(0);
    Set<String> stages = new LinkedHashSet<>();
    unit.equations().forEach(equation -> stages.add(equation.origin().stage()));
    if (!(unit instanceof RoutinePlan.Nest) && stages.size() > 1) {
      return straightName;
    }
    Optional<Tensor> moved = moved(unit);
    if (moved.isPresent()) {
      return moved.get().name() + ".step";
    }
    String stage = stageOf(unit);
    boolean ownsStage = !stage.isEmpty() && units.get(stage) == 1;
    boolean forward = first.origin().purpose() != Origin.Purpose.GRADIENT;
    String target = OperandCopy.shortName(first.target().name());
    return isStart(unit) ? target + " start" : forward && ownsStage ? stage : target;
  }

  /** True where something is set to what others are added to; these have its name. */
  private static boolean isStart(RoutinePlan.Unit unit) {
    return unit.equations().size() == 1 && unit.equations().get(0).value() instanceof Expr.Literal;
  }

  /** The parameter that a unit moves. */
  private static Optional<Tensor> moved(RoutinePlan.Unit unit) {
    return unit.equations().stream()
        .map(Equation::target)
        .filter(tensor -> tensor.role() == Role.PARAMETER)
        .findFirst();
  }

  private static String stageOf(RoutinePlan.Unit unit) {
    return unit.equations().get(0).origin().stage();
  }
}
