package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Index;
import dev.layerc.equation.Recurrence;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A recurrence as a loop over time. Within a step its equations run one after the other, each in
 * the form that is best for it: the products with the state, over all samples at once, in rows.
 * Where none is in rows, a loop over the samples runs outside of time.
 */
final class TimeLoop {
  private final RoutinePlan.Nest nest;
  private final Recurrence recurrence;
  private final String name;
  private final MethodDraft method;
  private final List<Method> tiles = new ArrayList<>();

  TimeLoop(RoutinePlan.Nest nest, String name, MethodDraft method) {
    this.nest = nest;
    this.recurrence = nest.group().recurrence().orElseThrow();
    this.name = name;
    this.method = method;
  }

  List<Statement> statements() {
    return nest.tiles().isEmpty() && isPerSample()
        ? List.of(overSamples())
        : List.of(overTime(Scope.EMPTY));
  }

  /** The methods that these call. */
  List<Method> tiles() {
    return tiles;
  }

  private boolean isPerSample() {
    return recurrence.equations().stream()
        .allMatch(equation -> equation.indices().contains(Index.BATCH));
  }

  private Statement overSamples() {
    Value.Local sample = method.variable(Index.BATCH);
    Statement time = overTime(Scope.EMPTY.with(Index.BATCH, sample));
    return new Statement.Loop(sample.name(), Wholes.constant(0), method.count(), 1, List.of(time));
  }

  private Statement overTime(Scope scope) {
    Index time = recurrence.time();
    Value.Local variable = method.variable(time);
    List<Statement> body = new ArrayList<>();
    for (Equation equation : recurrence.equations()) {
      body.addAll(step(equation, scope.with(time, variable)));
    }
    Value first = Wholes.constant(0);
    return recurrence.descending()
        ? new Statement.Loop(variable.name(), Wholes.constant(time.extent() - 1), first, -1, body)
        : new Statement.Loop(variable.name(), first, Wholes.constant(time.extent()), 1, body);
  }

  /** One equation at one time. */
  private List<Statement> step(Equation equation, Scope scope) {
    Optional<Tile> tile = nest.tile(equation);
    if (tile.isEmpty()) {
      return new LoopNest(method).of(Group.of(equation), scope);
    }
    String tileName = nest.tiles().size() == 1 ? name : name + (tiles.size() + 1);
    TiledCode code = TiledCode.of(tile.get(), Group.of(equation), tileName, method);
    List<Statement> statements = code.statements(scope);
    tiles.addAll(code.tiles());
    return statements;
  }
}
