package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.loop.Code;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The code of a group that begins with a contraction in row form: the rows are set to what the sum
 * is added to, the tiles add the terms, and the rest of the group (bias, activation, their
 * derivatives) passes over the finished rows while they are in the nearest cache.
 */
final class RowTileMethod implements TiledCode {
  private final RowTile plan;
  private final Group group;
  private final String name;
  private final MethodDraft method;
  private final TileShape shape;
  private final RowTileCalls calls;
  private final RowCode code;
  private final SplitSum split;

  /** The tiles for one sample. */
  private final List<Method> ofOne = new ArrayList<>();

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
    this.calls = new RowTileCalls(plan, name, method);
    this.code = new RowCode(plan, method);
    this.split = SplitSum.of(plan.contraction());
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
    RowTileMethod rows = new RowTileMethod(form.plain(), alone, name + "One", method);
    List<Statement> plain = rows.nest(scope.with(form.inner(), Wholes.constant(0)));
    ofOne.addAll(rows.tiles());
    return form.inVectors()
        ? List.of(
            new Statement.Branch(
                new Value.VectorsFit(form.laneEnd(method)), rankOne(form, scope), plain))
        : plain;
  }

  private List<Statement> rankOne(RowTile form, Scope scope) {
    RankOneTile tile = new RankOneTile(form, name + "OneRows", method.storage());
    ScheduledMethod built = tile.build();
    ofOne.add(built.method().forVectors());
    ofOne.addAll(tile.panels());
    return NestedLoops.over(
        form.outer(),
        scope,
        method,
        point -> List.of(method.call(built, form.outer().stream().map(point::of).toList())));
  }

  private List<Statement> nest(Scope scope) {
    List<Index> looped = plan.outer().stream().filter(index -> !scope.fixes(index)).toList();
    return NestedLoops.over(
        looped,
        scope,
        method,
        point -> plan.rows().map(rows -> rowLoops(rows, point)).orElseGet(() -> rows(1, point)));
  }

  @Override
  public List<Method> tiles() {
    return Stream.concat(calls.tiles().stream(), ofOne.stream()).toList();
  }

  private List<Statement> rowLoops(Index rows, Scope scope) {
    boolean sharesTerms = Packing.isWorthIt(plan) || TermBlock.isWorthIt(plan);
    if (sharesTerms && plan.outer().stream().noneMatch(scope::fixes)) {
      return blocks(rows, scope);
    }
    return Tiling.of(method.extent(rows), tileRows())
        .loops(method.variable(rows), (at, count) -> rows(count, scope.with(rows, at)));
  }

  private int tileRows() {
    return plan.inVectors() ? plan.vectorRows() : shape.rows();
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
          Tiling.of(whole, RowsAtOnce.of(plan) / tileRows() * tileRows())
              .loops(
                  method.variable(rows),
                  (at, count) -> block(at, Wholes.add(at, Wholes.constant(count)), scope)));
    }
    statements.addAll(
        tiles.rest(method.variable(rows), (at, count) -> rows(count, scope.with(rows, at))));
    return statements;
  }

  /** Whole tiles from one row to before another. */
  private List<Statement> block(Value from, Value to, Scope scope) {
    Index rows = plan.rows().orElseThrow();
    List<Statement> statements =
        sums(
            start ->
                List.of(eachRow(from, to, scope, (at, number) -> code.start(start, at, number))),
            () -> plainTiles(rows, from, to, scope),
            known -> calls.blockInVectors(from, to, known, scope));
    List<Equation> rest = split.rest(group);
    if (!rest.isEmpty()) {
      statements.add(eachRow(from, to, scope, (at, number) -> code.finish(rest, at, number)));
    }
    return statements;
  }

  /**
   * Sums in vectors where there are any, else tile by tile.
   *
   * @param set sets rows to what their sums begin with
   * @param inVectors is given what the sums begin with where the rows are not set to it
   */
  private List<Statement> sums(
      Function<Expr, List<Statement>> set,
      Supplier<List<Statement>> tiles,
      Function<Optional<Expr>, List<Statement>> inVectors) {
    Optional<Expr> known = startOfVectors();
    List<Statement> first = split.start().map(set).orElse(List.of());
    List<Statement> plain = new ArrayList<>(known.isPresent() ? first : List.of());
    plain.addAll(tiles.get());
    List<Statement> all = new ArrayList<>(known.isPresent() ? List.of() : first);
    if (plan.inVectors()) {
      Value fit = new Value.VectorsFit(plan.laneEnd(method));
      all.add(new Statement.Branch(fit, inVectors.apply(known), plain));
    } else {
      all.addAll(plain);
    }
    return all;
  }

  /**
   * What sums in vectors begin with, without a look at the rows: where each is complete after one
   * call.
   */
  private Optional<Expr> startOfVectors() {
    return plan.inVectors() && TermOrder.of(plan).around().isEmpty()
        ? split.start().filter(start -> VectorStart.fits(start, plan, method.storage()))
        : Optional.empty();
  }

  /** Tile after tile, with all terms or, where these are many, with some after others. */
  private List<Statement> plainTiles(Index rows, Value from, Value to, Scope scope) {
    if (!TermBlock.isWorthIt(plan)) {
      return List.of(tileLoop(rows, from, to, scope, tile -> calls.allTerms(shape.rows(), tile)));
    }
    return Tiling.of(method.extent(plan.inner()), TermBlock.terms(plan))
        .loops(
            method.variable(plan.inner()),
            (first, count) ->
                List.of(
                    tileLoop(
                        rows,
                        from,
                        to,
                        scope,
                        tile -> calls.someTerms(shape.rows(), first, count, tile))));
  }

  private Statement tileLoop(
      Index rows, Value from, Value to, Scope scope, Function<Scope, List<Statement>> tile) {
    Value.Local variable = method.variable(rows);
    return new Statement.Loop(
        variable.name(), from, to, shape.rows(), tile.apply(scope.with(rows, variable)));
  }

  /** Some rows from beginning to end; {@code scope} holds the first of them. */
  private List<Statement> rows(int count, Scope scope) {
    List<Statement> statements = new ArrayList<>(allTerms(count, scope));
    List<Equation> rest = split.rest(group);
    if (!rest.isEmpty()) {
      statements.addAll(eachRow(count, scope, (at, number) -> code.finish(rest, at, number)));
    }
    return statements;
  }

  /** What is done with one row: the indices' values, and its number among the rows of the tile. */
  private interface Row {
    List<Statement> at(Scope scope, Value number);
  }

  private List<Statement> eachRow(int count, Scope scope, Row row) {
    if (plan.rows().isEmpty() || count == 1) {
      return row.at(scope, RowsAtOnce.number(plan, scope, 0));
    }
    Value first = scope.of(plan.rows().get());
    return List.of(eachRow(first, Wholes.add(first, Wholes.constant(count)), scope, row));
  }

  private Statement eachRow(Value from, Value to, Scope scope, Row row) {
    Index rows = plan.rows().orElseThrow();
    Value.Local variable = method.variable(rows);
    Scope there = scope.with(rows, variable);
    Value number =
        plan.inVectors() ? RowsAtOnce.number(plan, there, 0) : Wholes.subtract(variable, from);
    return new Statement.Loop(variable.name(), from, to, 1, row.at(there, number));
  }

  /** The sums of some rows. */
  private List<Statement> allTerms(int count, Scope scope) {
    return sums(
        start -> eachRow(count, scope, (at, number) -> code.start(start, at, number)),
        () -> plainTiles(count, scope),
        known -> calls.inVectors(count, known, scope));
  }

  private List<Statement> plainTiles(int count, Scope scope) {
    List<Statement> tiles = new ArrayList<>();
    for (int row = 0; row < count; row += shape.rows()) {
      tiles.addAll(calls.allTerms(Math.min(shape.rows(), count - row), below(scope, row)));
    }
    return tiles;
  }

  private Scope below(Scope scope, int rows) {
    return plan.rows()
        .map(index -> scope.with(index, Wholes.add(scope.of(index), Wholes.constant(rows))))
        .orElse(scope);
  }
}
