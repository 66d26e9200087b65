package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Tensor;
import dev.layerc.loop.Code;
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
 * The code of a group that begins with a contraction in row form: the rows are set to what the sum
 * is added to, the tiles add the terms, and the rest of the group (bias, activation, their
 * derivatives) passes over the finished rows while they are in the nearest cache.
 */
final class RowTileMethod implements TiledCode {
  /** Rows in one tile of vectors: with two vectors of each, 16 sums in 32 registers. */
  private static final int VECTOR_ROWS = 8;

  private final RowTile plan;
  private final Group group;
  private final String name;
  private final MethodDraft method;
  private final TileShape shape;
  private final Map<String, Method> tiles = new LinkedHashMap<>();
  private final SplitSum split;

  /**
   * A row form whose statements go into {@code method}; its tiles are methods of their own, whose
   * names begin with {@code name}.
   */
  RowTileMethod(RowTile plan, Group group, String name, MethodDraft method) {
    this.plan = plan;
    this.group = group;
    this.name = name;
    this.method = method;
    this.shape = TileShape.PLAIN;
    this.split = SplitSum.of(plan.contraction());
  }

  /** How many rows a form takes together. */
  static int rowsAtOnce(RowTile plan) {
    if (plan.rows().isEmpty()) {
      return 1;
    }
    return plan.inVectors() ? VECTOR_ROWS : TileShape.PLAIN.rows();
  }

  @Override
  public List<Statement> statements(Scope scope) {
    List<Statement> ofSeveral = nest(scope);
    return plan.ofOne().isEmpty()
        ? ofSeveral
        : List.of(new Statement.Branch(isOne(), ofOne(plan.ofOne().get(), scope), ofSeveral));
  }

  private Value isOne() {
    return Truths.compare(Code.EQUAL, method.count(), Wholes.constant(1));
  }

  /** One sample is added to the result without a sum. */
  private List<Statement> ofOne(RowTile form, Scope scope) {
    Group alone = Group.of(form.contraction().equation());
    RowTileMethod rows = new RowTileMethod(form, alone, name + "One", method);
    List<Statement> statements = rows.nest(scope.with(form.inner(), Wholes.constant(0)));
    tiles.putAll(rows.tiles);
    return statements;
  }

  private List<Statement> nest(Scope scope) {
    return outer(plan.outer().stream().filter(index -> !scope.fixes(index)).toList(), scope);
  }

  @Override
  public List<Method> tiles() {
    return List.copyOf(tiles.values());
  }

  private List<Statement> outer(List<Index> indices, Scope scope) {
    if (indices.isEmpty()) {
      return plan.rows().isPresent() ? rowLoops(plan.rows().get(), scope) : rows(1, scope);
    }
    Index index = indices.get(0);
    if (index.extent() == 1) {
      return outer(
          indices.subList(1, indices.size()), scope.with(index, Wholes.constant(0)));
    }
    Value.Local variable = variable(index);
    List<Statement> body = outer(indices.subList(1, indices.size()), scope.with(index, variable));
    return List.of(
        new Statement.Loop(variable.name(), Wholes.constant(0), method.extent(index), 1, body));
  }

  private Value.Local variable(Index index) {
    return new Value.Local(method.freshName(LoopNest.nameOf(index)), Type.INT);
  }

  private List<Statement> rowLoops(Index rows, Scope scope) {
    return Tiling.of(method.extent(rows), rowsAtOnce(plan))
        .loops(variable(rows), (at, count) -> rows(count, scope.with(rows, at)));
  }

  /** Some rows from beginning to end; {@code scope} holds the first of them. */
  private List<Statement> rows(int count, Scope scope) {
    List<Statement> statements = new ArrayList<>();
    split
        .start()
        .ifPresent(
            start ->
                statements.addAll(eachRow(count, scope, (at, number) -> start(start, at, number))));
    statements.addAll(allTerms(count, scope));
    List<Equation> rest = split.rest(group);
    if (!rest.isEmpty()) {
      statements.addAll(eachRow(count, scope, (at, number) -> finish(rest, at, number)));
    }
    return statements;
  }

  /** What is done with one row: the indices' values, and its number among the rows of the tile. */
  private interface Row {
    List<Statement> at(Scope scope, Value number);
  }

  private List<Statement> eachRow(int count, Scope scope, Row row) {
    if (plan.rows().isEmpty() || count == 1) {
      return row.at(scope, Wholes.constant(0));
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
            row.at(scope.with(rows, variable), Wholes.subtract(variable, first))));
  }

  /** Sets one row to what the sum is added to. */
  private List<Statement> start(Expr start, Scope scope, Value number) {
    Equation equation = plan.contraction().equation();
    if (start instanceof Expr.Literal literal) {
      Value.Element first = element(scope, number, Wholes.constant(0));
      Value end = Wholes.add(first.index(), plan.laneEnd(method));
      Value value = new Value.Real(literal.value());
      return List.of(new Statement.Fill(first.array(), first.index(), end, value));
    }
    return laneLoop(scope, List.of(equation.withValue(start)), number);
  }

  /** An element of a row of the target, which {@code scope} has. */
  private Value.Element element(Scope scope, Value number, Value lane) {
    Scope there = plan.atRowStart(scope).with(plan.lane(), lane);
    return plan.target(method, there, plan.kept() ? Wholes.constant(0) : number);
  }

  /** What is left to do with one row when its sums are there. */
  private List<Statement> finish(List<Equation> rest, Scope scope, Value number) {
    return laneLoop(scope, rest, number);
  }

  /** Over a row, as one loop if all that is read lies as the row does. */
  private List<Statement> laneLoop(Scope scope, List<Equation> equations, Value number) {
    if (plan.along().isEmpty() || fit(equations, plan.along().get())) {
      return List.of(laneLoop(plan.atRowStart(scope), plan.laneEnd(method), equations, number));
    }
    Index along = plan.along().get();
    Value.Local variable = variable(along);
    Value end = method.extent(plan.lane());
    Statement inner = laneLoop(scope.with(along, variable), end, equations, number);
    return List.of(
        new Statement.Loop(
            variable.name(), Wholes.constant(0), method.extent(along), 1, List.of(inner)));
  }

  private Statement laneLoop(Scope scope, Value end, List<Equation> equations, Value number) {
    Value.Local lane = variable(plan.lane());
    PointCode points = new PointCode(method, new LoopReductions(method));
    Scope point = scope.with(plan.lane(), lane);
    if (!plan.kept()) {
      Tensor made = plan.contraction().equation().target();
      point = point.withElement(made, element(scope, number, lane));
    }
    return new Statement.Loop(
        lane.name(), Wholes.constant(0), end, 1, points.of(equations, List.of(point)));
  }

  private boolean fit(List<Equation> equations, Index along) {
    Flattening flattening = Flattening.in(along, plan.lane(), method.storage());
    return equations.stream().allMatch(flattening::fits);
  }

  /** Adds the sum to some rows: in vectors where there are any, else tile by tile. */
  private List<Statement> allTerms(int count, Scope scope) {
    List<Statement> plain = new ArrayList<>();
    for (int row = 0; row < count; row += shape.rows()) {
      plain.addAll(
          terms(plan.outerReduced(), Math.min(shape.rows(), count - row), below(scope, row)));
    }
    return plan.inVectors()
        ? List.of(
            new Statement.Branch(
                new Value.VectorsFit(plan.laneEnd(method)),
                List.of(inVectors(count, scope)),
                plain))
        : plain;
  }

  private Scope below(Scope scope, int rows) {
    return plan.rows()
        .map(index -> scope.with(index, Wholes.add(scope.of(index), Wholes.constant(rows))))
        .orElse(scope);
  }

  private Statement inVectors(int rows, Scope scope) {
    String tileName = name + "Sum" + rows;
    VectorTile tile = new VectorTile(plan, rows, tileName, method.storage());
    ScheduledMethod built = tile.build();
    tiles.putIfAbsent(tileName, built.method().forVectors());
    tile.panels().forEach(panel -> tiles.putIfAbsent(panel.name(), panel));
    List<Value> arguments = new ArrayList<>();
    built.arguments().forEach(argument -> arguments.add(method.passOn(argument)));
    tile.givenIndices().forEach(index -> arguments.add(scope.of(index)));
    return new Statement.Invoke(tileName, arguments);
  }

  private List<Statement> terms(List<Index> outerReduced, int count, Scope scope) {
    if (scope.fixes(plan.inner())) {
      return List.of(call(count, 1, scope));
    }
    if (outerReduced.isEmpty()) {
      int size = TileShape.terms(count, plan.termsShareRows());
      return Tiling.of(method.extent(plan.inner()), size)
          .loops(
              variable(plan.inner()),
              (at, terms) -> List.of(call(count, terms, scope.with(plan.inner(), at))));
    }
    Index index = outerReduced.get(0);
    if (index.extent() == 1) {
      Scope only = scope.with(index, Wholes.constant(0));
      return terms(outerReduced.subList(1, outerReduced.size()), count, only);
    }
    Value.Local variable = variable(index);
    List<Statement> body =
        terms(outerReduced.subList(1, outerReduced.size()), count, scope.with(index, variable));
    return List.of(
        new Statement.Loop(variable.name(), Wholes.constant(0), method.extent(index), 1, body));
  }

  private Statement call(int rows, int terms, Scope scope) {
    TileShape size = new TileShape(rows, terms);
    TileMethod tile = new TileMethod(plan, size, method.storage());
    String tileName = name + "Tile" + size;
    ScheduledMethod built = tile.build(tileName);
    tiles.putIfAbsent(tileName, built.method());
    List<Value> arguments = new ArrayList<>();
    built.arguments().forEach(argument -> arguments.add(method.passOn(argument)));
    tile.givenIndices().forEach(index -> arguments.add(scope.of(index)));
    return new Statement.Invoke(tileName, arguments);
  }
}
