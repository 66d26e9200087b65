package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The code of a group that begins with a contraction in dot form: where rows fill vectors, a method
 * on these makes the sums, and loops over the rest of the group follow; elsewhere, loops do all.
 */
final class DotTileMethod implements TiledCode {
  private final DotTile plan;
  private final Group group;
  private final String name;
  private final MethodDraft method;
  private final List<Method> tiles = new ArrayList<>();

  /** Its statements go into {@code method}; names of further methods begin with {@code name}. */
  DotTileMethod(DotTile plan, Group group, String name, MethodDraft method) {
    this.plan = plan;
    this.group = group;
    this.name = name;
    this.method = method;
  }

  @Override
  public List<Statement> statements(Scope scope) {
    List<Statement> vectors = new ArrayList<>();
    if (plan.kept()) {
      SplitSum split = SplitSum.of(plan.contraction());
      vectors.add(sums(List.of(split.sums(plan.contraction().sum())), scope));
      List<Equation> rest = split.rest(group);
      if (!rest.isEmpty()) {
        vectors.addAll(new LoopNest(method).of(new Group(rest, Optional.empty()), scope));
      }
    } else {
      vectors.add(sums(group.equations(), scope));
    }
    return List.of(
        new Statement.Branch(
            new Value.VectorsFit(plan.lane().end(method)), vectors, withoutVectors(scope)));
  }

  @Override
  public List<Method> tiles() {
    return tiles;
  }

  private List<Statement> withoutVectors(Scope scope) {
    LoopNest loops = new LoopNest(method);
    return plan.outer().stream().anyMatch(scope::fixes) ? loops.of(group, scope) : loops.of(group);
  }

  private Statement sums(List<Equation> used, Scope scope) {
    DotSums sums = new DotSums(plan, used, name + "Dots", scope, method.storage());
    ScheduledMethod built = sums.build();
    tiles.add(built.method().forVectors());
    tiles.addAll(sums.kernels());
    return method.call(built, sums.givenIndices().stream().map(scope::of).toList());
  }
}
