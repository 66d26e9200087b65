package dev.layerc.schedule;

import dev.layerc.equation.Equation;
import dev.layerc.equation.Index;
import dev.layerc.loop.Code;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import dev.layerc.loop.Width;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All sums of a {@link DotTile}: a method that cuts the target into tiles and calls, for each, the
 * kernels that multiply vectors, and a method that adds up their lanes, which is no vector code.
 */
final class DotSums {
  private final DotTile plan;
  private final String name;
  private final MethodDraft method;
  private final List<Equation> used;
  private final List<Index> given;
  private final List<Index> looped;
  private Scope scope;
  private final Map<String, Method> kernels = new LinkedHashMap<>();

  /**
   * The sums at all points that {@code fixed} leaves open.
   *
   * @param used what is computed of each sum at once
   */
  DotSums(DotTile plan, List<Equation> used, String name, Scope fixed, Storage storage) {
    this.plan = plan;
    this.used = used;
    this.name = name;
    this.method = new MethodDraft(storage);
    this.given = plan.outer().stream().filter(fixed::fixes).toList();
    this.looped = plan.outer().stream().filter(index -> !fixed.fixes(index)).toList();
    this.scope = Scope.EMPTY;
    given.forEach(index -> scope = scope.with(index, method.argument(index)));
  }

  /** The indices whose values are the last arguments, in this order. */
  List<Index> givenIndices() {
    return given;
  }

  /** The methods that {@link #build} calls. */
  List<Method> kernels() {
    return List.copyOf(kernels.values());
  }

  ScheduledMethod build() {
    return method.finish(name, NestedLoops.over(looped, scope, method, this::tiles), List.of());
  }

  private List<Statement> tiles(Scope scope) {
    return plan.columns()
        .map(
            columns ->
                Tiling.of(method.extent(columns), plan.columnsOfTile())
                    .loops(
                        method.variable(columns),
                        (at, count) -> rowTiles(count, scope.with(columns, at))))
        .orElseGet(() -> rowTiles(1, scope));
  }

  private List<Statement> rowTiles(int columns, Scope scope) {
    return Tiling.of(method.extent(plan.rows()), DotShape.of(plan.rows(), columns).rows())
        .loops(
            method.variable(plan.rows()),
            (at, count) -> tile(new DotShape(count, columns), scope.with(plan.rows(), at)));
  }

  private List<Statement> tile(DotShape shape, Scope scope) {
    List<Statement> statements = new ArrayList<>();
    if (!plan.outerReduced().isEmpty()) {
      Value end = Wholes.multiply(Width.LANES, shape.sums());
      Value sums = method.array(DotTile.SUMS);
      statements.add(new Statement.Fill(sums, Wholes.constant(0), end, new Value.Real(0)));
    }
    statements.addAll(
        NestedLoops.over(plan.outerReduced(), scope, method, row -> List.of(alongRow(shape, row))));
    if (!RowPanels.isDivided(plan.lane().end(method), 1)) {
      statements.add(atEnds(shape, scope));
    }
    statements.add(addUp(shape, scope));
    return statements;
  }

  private Statement alongRow(DotShape shape, Scope scope) {
    List<Index> indices = new ArrayList<>(plan.tileIndices());
    indices.addAll(plan.outerReduced());
    String kernel = name + shape;
    return call(DotKernel.alongRow(plan, shape, indices, kernel, method.storage()), indices, scope);
  }

  private Statement atEnds(DotShape shape, Scope scope) {
    Value rest = new Value.Operation(Code.INT_REMAINDER, plan.lane().end(method), Width.LANES);
    String kernel = name + shape + "End";
    List<Index> indices = plan.tileIndices();
    Statement call =
        call(DotKernel.atEnds(plan, shape, indices, kernel, method.storage()), indices, scope);
    return new Statement.Branch(
        new Value.Operation(Code.GREATER, rest, Wholes.constant(0)), List.of(call), List.of());
  }

  private Statement call(ScheduledMethod built, List<Index> indices, Scope scope) {
    kernels.putIfAbsent(built.method().name(), built.method().forVectors());
    return method.call(built, indices.stream().map(scope::of).toList());
  }

  /** The lanes of each sum become an element, and this what it is used for. */
  private Statement addUp(DotShape shape, Scope scope) {
    MethodDraft adding = new MethodDraft(method.storage());
    List<Index> indices = plan.tileIndices();
    Scope first = Scope.EMPTY;
    for (Index index : indices) {
      first = first.with(index, adding.argument(index));
    }
    LaneSums sums = new LaneSums(plan, shape, used, adding);
    return call(adding.finish(name + shape + "Lanes", sums.from(first), List.of()), indices, scope);
  }
}
