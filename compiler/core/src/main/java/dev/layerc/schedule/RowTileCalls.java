package dev.layerc.schedule;

import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of a {@link RowTile}'s tiles, which add terms to rows: for some terms, or for all of
 * them. It makes the methods that are called.
 */
final class RowTileCalls {
  private final RowTile plan;
  private final String name;
  private final MethodDraft method;
  private final Map<String, Method> tiles = new LinkedHashMap<>();

  /** Calls in {@code method}; the names of the tiles begin with {@code name}. */
  RowTileCalls(RowTile plan, String name, MethodDraft method) {
    this.plan = plan;
    this.name = name;
    this.method = method;
  }

  /** The methods that are called. */
  List<Method> tiles() {
    return List.copyOf(tiles.values());
  }

  /** Adds all terms to a tile of {@code rows} rows, of which {@code scope} holds the first. */
  List<Statement> allTerms(int rows, Scope scope) {
    if (scope.fixes(plan.inner())) {
      return List.of(plain(rows, 1, scope));
    }
    int size = TileShape.terms(rows, plan.termsShareRows());
    return NestedLoops.over(
        plan.outerReduced(),
        plan::boundOf,
        scope,
        method,
        point ->
            terms(point, size)
                .loops(
                    method.variable(plan.inner()),
                    (at, terms) -> List.of(plain(rows, terms, point.with(plan.inner(), at)))));
  }

  /** The terms that count, {@code size} at a time. */
  private Tiling terms(Scope point, int size) {
    return plan.contraction()
        .range()
        .map(range -> Tiling.of(range.start(method, point), range.end(method, point), size))
        .or(() -> plan.boundOf(plan.inner()).map(bound -> bounded(bound, point, size)))
        .orElseGet(() -> Tiling.of(method.extent(plan.inner()), size));
  }

  private Tiling bounded(TermBound bound, Scope point, int size) {
    LowerExpression here = new LowerExpression(method, point);
    return Tiling.of(bound.start(here), bound.end(here), size);
  }

  /** Adds {@code count} terms, from {@code first} on, to a tile. */
  List<Statement> someTerms(int rows, Value first, int count, Scope scope) {
    int size = TileShape.terms(rows, plan.termsShareRows());
    int whole = count / size * size;
    Value.Local term = method.variable(plan.inner());
    Value end = Wholes.add(first, Wholes.constant(whole));
    List<Statement> inLoop = List.of(plain(rows, size, scope.with(plan.inner(), term)));
    List<Statement> statements = new ArrayList<>();
    statements.add(new Statement.Loop(term.name(), first, end, size, inLoop));
    if (whole < count) {
      statements.add(plain(rows, count - whole, scope.with(plan.inner(), end)));
    }
    return statements;
  }

  private Statement plain(int rows, int terms, Scope scope) {
    TileShape size = new TileShape(rows, terms);
    TileMethod tile = new TileMethod(plan, size, method.storage());
    ScheduledMethod built = tile.build(name + "Tile" + size);
    tiles.putIfAbsent(built.method().name(), built.method());
    return method.call(built, values(tile.givenIndices(), scope));
  }

  /** All terms of {@code rows} rows in vectors; see {@link VectorTile#of}. */
  List<Statement> inVectors(int rows, Optional<Expr> start, Scope scope) {
    VectorTile tile = VectorTile.of(plan, rows, name + "Sum" + rows, start, method.storage());
    return inVectors(tile, List.of(), scope);
  }

  /** The same for whole tiles from one row to before another; see {@link VectorTile#ofBlock}. */
  List<Statement> blockInVectors(Value from, Value to, Optional<Expr> start, Scope scope) {
    VectorTile tile =
        VectorTile.ofBlock(plan, plan.vectorRows(), name + "Sums", start, method.storage());
    return inVectors(tile, List.of(from, to), scope);
  }

  private List<Statement> inVectors(VectorTile tile, List<Value> last, Scope scope) {
    ScheduledMethod built = tile.build();
    tiles.putIfAbsent(built.method().name(), built.method().forVectors());
    tile.panels().forEach(panel -> tiles.putIfAbsent(panel.name(), panel));
    return NestedLoops.over(
        tile.indicesAround(),
        plan::boundOf,
        scope,
        method,
        point -> {
          List<Value> chosen = new ArrayList<>(values(tile.givenIndices(), point));
          chosen.addAll(last);
          return List.of(method.call(built, chosen));
        });
  }

  private static List<Value> values(List<Index> indices, Scope scope) {
    return indices.stream().map(scope::of).toList();
  }
}
