package dev.layerc.schedule;

import dev.layerc.loop.Decision;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.Method;
import dev.layerc.loop.Routine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Chooses between real numbers in vectors: HotSpot computes a loop with a choice or a comparison
 * number by number.
 *
 * <pre>{@code
 * for (i < 128) { dy[i] = y[i] > 0f ? dy[i] : 0f; }
 *
 * becomes
 *
 * if (vectors fit 128) { dyChoices(dy, y); } else { for (i < 128) { dy[i] = y[i] > 0f ? dy[i] : 0f; } }
 *
 * and dyChoices is
 *
 * for (vector < 128 / LANES) {
 *   int lane = vector * LANES;
 *   mask chosen = y[lane ..] > 0f;
 *   dy[lane ..] = blend(0f, dy[lane ..], chosen);
 * }
 * }</pre>
 *
 * Other loops are left to HotSpot, which knows what to do with them.
 */
public final class VectorLoops {
  private static final String IN_VECTORS = ", in vectors where there are any";

  private final Routine routine;
  private final JavaNames names = new JavaNames();
  private final Set<String> changed = new LinkedHashSet<>();

  private VectorLoops(Routine routine) {
    this.routine = routine;
    routine.methods().forEach(method -> names.freshIdentifier(method.name()));
  }

  /** The same network; nests of loops that {@link VectorNest} can do have a method on vectors. */
  public static LoopProgram in(LoopProgram program) {
    UnaryOperator<Routine> change = routine -> new VectorLoops(routine).change();
    return program.withRoutines(change, change);
  }

  private Routine change() {
    List<Method> methods = new ArrayList<>();
    for (Method method : routine.methods()) {
      methods.addAll(method.isVector() ? List.of(method) : in(method));
    }
    return new Routine(
        routine.calls(), methods, routine.decisions().stream().map(this::told).toList());
  }

  /** The method and those on vectors that it calls. */
  private List<Method> in(Method method) {
    VectorNests nests = new VectorNests(method, names);
    List<Method> all = new ArrayList<>(List.of(nests.method()));
    if (!nests.onVectors().isEmpty()) {
      changed.add(method.name());
      all.addAll(nests.onVectors());
    }
    return all;
  }

  private Decision told(Decision decision) {
    boolean says = decision.strategy().endsWith(IN_VECTORS);
    return !changed.contains(decision.method()) || says
        ? decision
        : new Decision(
            decision.method(),
            decision.strategy() + IN_VECTORS,
            decision.equations(),
            decision.multiplyAdds(),
            decision.choices());
  }
}
