package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.loop.Method;
import dev.layerc.loop.Routine;
import dev.layerc.loop.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a routine of its plan: a method a unit, named after its stage or value. */
final class LowerRoutine {
  private final Map<String, ScheduledMethod> known;
  private final JavaNames names;
  private final List<Statement.Invoke> calls = new ArrayList<>();
  private final List<Method> methods = new ArrayList<>();

  private LowerRoutine(Map<String, ScheduledMethod> known, JavaNames names) {
    this.known = known;
    this.names = names;
  }

  /** A routine whose methods stand in a class of their own. */
  static LowerRoutine first(RoutinePlan plan, Storage storage) {
    JavaNames names = new JavaNames("predict", "forward", "gradient", "backward", "train");
    LowerRoutine lowered = new LowerRoutine(new LinkedHashMap<>(), names);
    plan.units().forEach(unit -> lowered.add(unit, storage));
    return lowered;
  }

  /** A further routine of the same class; methods that come out the same are shared. */
  LowerRoutine following(RoutinePlan plan, Storage storage) {
    LowerRoutine lowered = new LowerRoutine(known, names);
    plan.units().forEach(unit -> lowered.add(unit, storage));
    return lowered;
  }

  Routine routine() {
    return new Routine(calls, methods);
  }

  private void add(RoutinePlan.Unit unit, Storage storage) {
    String wanted = JavaNames.identifier(nameOf(unit.equations()));
    ScheduledMethod shared = known.get(wanted);
    if (shared != null && shared.equals(LowerUnit.of(unit, wanted, storage))) {
      calls.add(shared.call());
      return;
    }
    String name = names.fresh(wanted);
    ScheduledMethod lowered = LowerUnit.of(unit, name, storage);
    known.put(name, lowered);
    calls.add(lowered.call());
    methods.add(lowered.method());
    methods.addAll(lowered.tiles());
  }

  /** The stage of the first equation; of several stages or none, the last value computed. */
  private static String nameOf(List<Equation> equations) {
    Equation first = equations.get(0);
    String stage = first.origin() == null ? "" : first.origin().stage();
    boolean forward =
        first.origin() != null
            && first.origin().purpose() != dev.layerc.equation.Origin.Purpose.GRADIENT;
    boolean one =
        equations.stream().allMatch(e -> e.origin() != null && e.origin().stage().equals(stage));
    if (forward && one && !stage.isEmpty()) {
      return stage;
    }
    String target = first.target().name();
    return target.contains(" ") ? target.replace(' ', '.') : target;
  }
}
