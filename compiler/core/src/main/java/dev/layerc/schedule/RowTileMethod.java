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
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The code of a group that begins with a contraction in row form: the rows are set to what the sum
 * is added to, the tiles add the terms, and the rest of the group (bias, activation, their
 * derivatives) passes over the finished rows while they are in the nearest cache.
 */
final class RowTileMethod implements TiledCode {
  /** Rows in one tile of vectors: with two vectors of each, 16 sums in 32 registers. */
  static final int VECTOR_ROWS = 8;

  /** Rows that are not kept but share packed panels: a few tiles, which the second cache holds. */
  private static final int SHARING_ROWS = 64;

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
    if (!plan.inVectors()) {
      return TileShape.PLAIN.rows();
    }
    return Packing.isWorthIt(plan)
        ? Math.min(SHARING_ROWS, plan.rows().get().extent())
        : VECTOR_ROWS;
  }

  /** Which of the rows that a form takes together lies {@code below} the one of {@code scope}. */
  static Value number(RowTile plan, Scope scope, int below) {
    if (plan.kept() || !plan.inVectors() || plan.rows().isEmpty()) {
      return Wholes.constant(below);
    }
    Index rows = plan.rows().get();
    Value row = scope.of(rows);
    int atOnce = rowsAtOnce(plan);
    if (rows.extent() > atOnce) {
      row =
          row instanceof Value.Whole whole
              ? Wholes.constant(whole.value() % atOnce)
              : new Value.Operation(Code.INT_REMAINDER, row, Wholes.constant(atOnce));
    }
    return Wholes.add(row, Wholes.constant(below));
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
      return outer(indices.subList(1, indices.size()), scope.with(index, Wholes.constant(0)));
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
    boolean sharesTerms = Packing.isWorthIt(plan) || TermBlock.isWorthIt(plan);
    if (sharesTerms && plan.outer().stream().noneMatch(scope::fixes)) {
      return blocks(rows, scope);
    }
    return Tiling.of(method.extent(rows), tileRows())
        .loops(variable(rows), (at, count) -> rows(count, scope.with(rows, at)));
  }

  private int tileRows() {
    return plan.inVectors() ? VECTOR_ROWS : shape.rows();
  }

  /** The whole tiles together, as far as there is room for their rows; then the rest. */
  private List<Statement> blocks(Index rows, Scope scope) {
    Tiling tiles = Tiling.of(method.extent(rows), tileRows());
    Value whole = tiles.whole();
    List<Statement> statements = new ArrayList<>();
    if (plan.inVectors() && !(whole instanceof Value.Whole)) {
      Value any = new Value.Operation(Code.GREATER, whole, Wholes.constant(0));
      statements.add(new Statement.Branch(any, block(Wholes.constant(0), whole, scope), List.of()));
    } else if (plan.kept()) {
      statements.addAll(block(Wholes.constant(0), whole, scope));
    } else {
      statements.addAll(
          Tiling.of(whole, rowsAtOnce(plan) / VECTOR_ROWS * VECTOR_ROWS)
              .loops(
                  variable(rows),
                  (at, count) -> block(at, Wholes.add(at, Wholes.constant(count)), scope)));
    }
    statements.addAll(tiles.rest(variable(rows), (at, count) -> rows(count, scope.with(rows, at))));
    return statements;
  }

  /** Whole tiles from one row to before another. */
  private List<Statement> block(Value from, Value to, Scope scope) {
    Index rows = plan.rows().orElseThrow();
    List<Statement> plain = new ArrayList<>();
    List<Statement> statements = new ArrayList<>();
    OptionalDouble known = startOfVectors();
    split
        .start()
        .map(start -> eachRow(from, to, scope, (at, number) -> start(start, at, number)))
        .ifPresent((known.isPresent() ? plain : statements)::add);
    plain.addAll(plainTiles(rows, from, to, scope));
    statements.addAll(
        plan.inVectors()
            ? List.of(
                new Statement.Branch(
                    new Value.VectorsFit(plan.laneEnd(method)),
                    List.of(ofBlockInVectors(from, to, known, scope)),
                    plain))
            : plain);
    List<Equation> rest = split.rest(group);
    if (!rest.isEmpty()) {
      statements.add(eachRow(from, to, scope, (at, number) -> finish(rest, at, number)));
    }
    return statements;
  }

  /** What sums in vectors begin with, without a look at the rows: where panels are all of these. */
  private OptionalDouble startOfVectors() {
    return split.start().orElse(null) instanceof Expr.Literal literal
            && plan.inVectors()
            && VectorTile.isAllWidest(plan.laneEnd(method), VECTOR_ROWS)
        ? OptionalDouble.of(literal.value())
        : OptionalDouble.empty();
  }

  /** Tile after tile, with all terms or, where these are many, with some after others. */
  private List<Statement> plainTiles(Index rows, Value from, Value to, Scope scope) {
    if (!TermBlock.isWorthIt(plan)) {
      return List.of(
          tileLoop(rows, from, to, scope, tile -> terms(plan.outerReduced(), shape.rows(), tile)));
    }
    return Tiling.of(method.extent(plan.inner()), TermBlock.terms(plan))
        .loops(
            variable(plan.inner()),
            (first, count) ->
                List.of(tileLoop(rows, from, to, scope, tile -> someTerms(first, count, tile))));
  }

  private Statement tileLoop(
      Index rows, Value from, Value to, Scope scope, Function<Scope, List<Statement>> tile) {
    Value.Local variable = variable(rows);
    return new Statement.Loop(
        variable.name(), from, to, shape.rows(), tile.apply(scope.with(rows, variable)));
  }

  /** Adds {@code count} terms, from {@code first} on, to a tile. */
  private List<Statement> someTerms(Value first, int count, Scope scope) {
    int size = TileShape.terms(shape.rows(), plan.termsShareRows());
    int whole = count / size * size;
    Value.Local term = variable(plan.inner());
    List<Statement> statements = new ArrayList<>();
    Value end = Wholes.add(first, Wholes.constant(whole));
    statements.add(
        new Statement.Loop(
            term.name(),
            first,
            end,
            size,
            List.of(call(shape.rows(), size, scope.with(plan.inner(), term)))));
    if (whole < count) {
      statements.add(call(shape.rows(), count - whole, scope.with(plan.inner(), end)));
    }
    return statements;
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
      return row.at(scope, number(plan, scope, 0));
    }
    Value first = scope.of(plan.rows().get());
    return List.of(eachRow(first, Wholes.add(first, Wholes.constant(count)), scope, row));
  }

  private Statement eachRow(Value from, Value to, Scope scope, Row row) {
    Index rows = plan.rows().orElseThrow();
    Value.Local variable = variable(rows);
    Scope there = scope.with(rows, variable);
    Value number = plan.inVectors() ? number(plan, there, 0) : Wholes.subtract(variable, from);
    return new Statement.Loop(variable.name(), from, to, 1, row.at(there, number));
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
    VectorTile tile = VectorTile.of(plan, rows, name + "Sum" + rows, method.storage());
    List<Value> chosen = new ArrayList<>(values(tile.givenIndices(), scope));
    return call(tile, chosen);
  }

  private Statement ofBlockInVectors(Value from, Value to, OptionalDouble start, Scope scope) {
    String tileName = name + "Sums";
    VectorTile tile = VectorTile.ofBlock(plan, VECTOR_ROWS, tileName, start, method.storage());
    List<Value> chosen = new ArrayList<>(values(tile.givenIndices(), scope));
    chosen.add(from);
    chosen.add(to);
    return call(tile, chosen);
  }

  private static List<Value> values(List<Index> indices, Scope scope) {
    return indices.stream().map(scope::of).toList();
  }

  private Statement call(VectorTile tile, List<Value> chosen) {
    ScheduledMethod built = tile.build();
    String tileName = built.method().name();
    tiles.putIfAbsent(tileName, built.method().forVectors());
    tile.panels().forEach(panel -> tiles.putIfAbsent(panel.name(), panel));
    List<Value> arguments = new ArrayList<>();
    built.arguments().forEach(argument -> arguments.add(method.passOn(argument)));
    arguments.addAll(chosen);
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
