package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A group that begins with a contraction in row form: the rows are set to what the sum is added to,
 * the tiles add the terms, and the rest of the group (bias, activation, their derivatives) passes
 * over the finished rows while they are in the nearest cache.
 */
final class RowTileMethod {
  private final RowTile plan;
  private final Group group;
  private final String name;
  private final Storage storage;
  private final MethodDraft method;
  private final TileShape shape;
  private final Map<String, Method> tiles = new LinkedHashMap<>();
  private final SplitSum split;

  RowTileMethod(RowTile plan, Group group, String name, Storage storage) {
    this.plan = plan;
    this.group = group;
    this.name = name;
    this.storage = storage;
    this.method = new MethodDraft(storage);
    this.shape = TileShape.forRowLength(plan.lane().extent());
    this.split = SplitSum.of(plan.contraction());
  }

  ScheduledMethod build(List<String> summary) {
    List<Statement> body = outer(plan.outer(), Scope.EMPTY);
    ScheduledMethod built = method.finish(name, body, summary);
    return built.withTiles(List.copyOf(tiles.values()));
  }

  private List<Statement> outer(List<Index> indices, Scope scope) {
    if (indices.isEmpty()) {
      return plan.rows().isPresent() ? rowLoops(plan.rows().get(), scope) : rows(1, scope);
    }
    Index index = indices.get(0);
    Value.Local variable = variable(index);
    List<Statement> body = outer(indices.subList(1, indices.size()), scope.with(index, variable));
    return List.of(
        new Statement.Loop(variable.name(), Wholes.constant(0), method.extent(index), 1, body));
  }

  private Value.Local variable(Index index) {
    return new Value.Local(method.freshName(LoopNest.nameOf(index)), Type.INT);
  }

  private List<Statement> rowLoops(Index rows, Scope scope) {
    return Tiling.of(method.extent(rows), shape.rows())
        .loops(variable(rows), (at, count) -> rows(count, scope.with(rows, at)));
  }

  /** Some rows from beginning to end; {@code scope} holds the first of them. */
  private List<Statement> rows(int count, Scope scope) {
    List<Statement> statements = new ArrayList<>();
    split
        .start()
        .ifPresent(start -> statements.addAll(eachRow(count, scope, at -> start(start, at))));
    statements.addAll(terms(plan.outerReduced(), count, scope));
    List<Equation> rest = split.rest(group);
    if (!rest.isEmpty()) {
      statements.addAll(eachRow(count, scope, at -> finish(rest, at)));
    }
    return statements;
  }

  private interface Row {
    List<Statement> at(Scope scope);
  }

  private List<Statement> eachRow(int count, Scope scope, Row row) {
    if (plan.rows().isEmpty() || count == 1) {
      return row.at(scope);
    }
    Index rows = plan.rows().get();
    Value first = scope.of(rows);
    Value.Local variable = variable(rows);
    return List.of(
        new Statement.Loop(
            variable.name(),
            first,
            Wholes.add(first, Wholes.constant(count)),
            1,
            row.at(scope.with(rows, variable))));
  }

  /** Sets one row to what the sum is added to. */
  private List<Statement> start(Expr start, Scope scope) {
    Equation equation = plan.contraction().equation();
    if (start instanceof Expr.Literal literal) {
      Value.Element first = element(equation, scope.with(plan.lane(), Wholes.constant(0)));
      Value end = Wholes.add(first.index(), Wholes.constant(plan.lane().extent()));
      Value value = new Value.Real(literal.value());
      return List.of(new Statement.Fill(first.array(), first.index(), end, value));
    }
    return laneLoop(scope, List.of(equation.withValue(start)));
  }

  private Value.Element element(Equation equation, Scope scope) {
    LowerExpression lower = new LowerExpression(method, scope);
    return method.element(equation.target(), equation.at().stream().map(lower::whole).toList());
  }

  /** What is left to do with one row when its sums are there. */
  private List<Statement> finish(List<Equation> rest, Scope scope) {
    return laneLoop(scope, rest);
  }

  private List<Statement> laneLoop(Scope scope, List<Equation> equations) {
    Value.Local lane = variable(plan.lane());
    PointCode points = new PointCode(method, new LoopReductions(method));
    return List.of(
        new Statement.Loop(
            lane.name(),
            Wholes.constant(0),
            Wholes.constant(plan.lane().extent()),
            1,
            points.of(equations, List.of(scope.with(plan.lane(), lane)))));
  }

  private List<Statement> terms(List<Index> outerReduced, int count, Scope scope) {
    if (outerReduced.isEmpty()) {
      return Tiling.of(method.extent(plan.inner()), shape.terms())
          .loops(
              variable(plan.inner()),
              (at, terms) -> List.of(call(count, terms, scope.with(plan.inner(), at))));
    }
    Index index = outerReduced.get(0);
    Value.Local variable = variable(index);
    List<Statement> body =
        terms(outerReduced.subList(1, outerReduced.size()), count, scope.with(index, variable));
    return List.of(
        new Statement.Loop(variable.name(), Wholes.constant(0), method.extent(index), 1, body));
  }

  private Statement call(int rows, int terms, Scope scope) {
    TileShape size = new TileShape(rows, terms);
    TileMethod tile = new TileMethod(plan, size, storage);
    String tileName = name + "Tile" + size;
    ScheduledMethod built = tile.build(tileName);
    tiles.putIfAbsent(tileName, built.method());
    List<Value> arguments = new ArrayList<>();
    built.arguments().forEach(argument -> arguments.add(method.passOn(argument)));
    tile.givenIndices().forEach(index -> arguments.add(scope.of(index)));
    return new Statement.Invoke(tileName, arguments);
  }
}
