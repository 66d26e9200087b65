package dev.layerc.schedule;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Equation;
import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprQueries;
import dev.layerc.equation.Index;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.Layout;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A group as a loop nest: one loop an index, the whole group at each point. It takes any group; the
 * other strategies take those that they do better.
 *
 * <p>An index may be <em>jammed</em> ({@link Jam}): several of its values are taken at once, so
 * that the reductions at these points share their loops and what they read.
 */
final class LoopNest {
  /** Numbers that a copy into another order reads together. */
  private static final int SIDE_BY_SIDE = 8;

  /** Values of an index that a loop is written out for where they decide something. */
  private static final int MOST_WRITTEN_OUT = 4;

  private final MethodDraft method;
  private final PointCode code;

  LoopNest(MethodDraft method) {
    this.method = method;
    this.code = new PointCode(method, new LoopReductions(method));
  }

  /** The name of a loop over an index. */
  static String nameOf(Index index) {
    return index.isBatch() ? "s" : index.name();
  }

  List<Statement> of(Group group) {
    List<Index> indices = inStorageOrder(group.first());
    Optional<Index> innermost = OneSweep.of(group, method.storage());
    if (innermost.isPresent()) {
      return sweep(innermost.get(), group);
    }
    return endsInOneLoop(indices, group)
        ? withOneLoop(indices, group)
        : loops(indices, group, jam(group), List.of(Scope.EMPTY));
  }

  /** One loop over all points: the innermost index runs through, the others stay at 0. */
  private List<Statement> sweep(Index innermost, Group group) {
    Value.Local variable = new Value.Local(method.freshName("i"), Type.INT);
    Scope point = Scope.EMPTY;
    Value end = Wholes.constant(1);
    for (Index index : group.first().indices()) {
      boolean runs = index.equals(innermost);
      point = point.with(index, runs ? variable : Wholes.constant(0));
      end = Wholes.multiply(end, method.extent(index));
    }
    List<Statement> body = code.of(group.equations(), List.of(point));
    return List.of(new Statement.Loop(variable.name(), Wholes.constant(0), end, 1, body));
  }

  private Jam jam(Group group) {
    Jam jam = Jam.of(group);
    return jam.equals(Jam.NONE)
        ? againstTheGrain(group).map(index -> new Jam(Map.of(index, SIDE_BY_SIDE))).orElse(jam)
        : jam;
  }

  /**
   * The index along the memory of what is copied into another order: eight of its values together
   * read what lies side by side, of which one at a time reads a line of the cache for each number.
   */
  private Optional<Index> againstTheGrain(Group group) {
    if (group.equations().size() > 1 || !(group.first().value() instanceof Expr.Read read)) {
      return Optional.empty();
    }
    List<Index> indices = inStorageOrder(group.first());
    return method
        .storage()
        .find(read.tensor())
        .filter(from -> read.otherwise().isEmpty() && !read.at().isEmpty())
        .flatMap(from -> Affine.of(read.at().get(from.layout().innermost())))
        .flatMap(Affine::asIndex)
        .filter(index -> index.extent() >= SIDE_BY_SIDE)
        .filter(index -> indices.indexOf(index) < indices.size() - 1);
  }

  /** True where the last two indices are one loop over a row. */
  private boolean endsInOneLoop(List<Index> indices, Group group) {
    int last = indices.size() - 1;
    if (last < 1 || indices.get(last - 1).isBatch() || !hasTwoInRows(group)) {
      return false;
    }
    Flattening flattening =
        Flattening.in(indices.get(last - 1), indices.get(last), method.storage());
    return group.equations().stream().allMatch(flattening::fits);
  }

  /** True where something lies in rows of two axes. */
  private boolean hasTwoInRows(Group group) {
    return group.equations().stream()
        .flatMap(
            equation ->
                Stream.concat(Stream.of(equation.target()), ExprQueries.tensors(equation).stream()))
        .flatMap(tensor -> method.storage().find(tensor).stream())
        .map(Buffer::layout)
        .anyMatch(layout -> !layout.isFlat() && layout.columnAxes().size() > 1);
  }

  private List<Statement> withOneLoop(List<Index> indices, Group group) {
    int last = indices.size() - 1;
    Index along = indices.get(last - 1);
    Lane lane = new Lane(indices.get(last), Optional.of(along));
    return loops(
        indices.subList(0, last - 1),
        List.of(lane.atRowStart(Scope.EMPTY)),
        inner -> rowLoop(lane, group, inner));
  }

  private List<Statement> rowLoop(Lane lane, Group group, List<Scope> scopes) {
    Value.Local variable = method.variable(lane.index());
    Value end = lane.end(method);
    List<Statement> body = code.of(group.equations(), at(lane.index(), scopes, variable));
    return List.of(new Statement.Loop(variable.name(), Wholes.constant(0), end, 1, body));
  }

  private List<Statement> loops(List<Index> indices, List<Scope> scopes, Body body) {
    return indices.isEmpty()
        ? body.at(scopes)
        : loop(
            indices.get(0),
            scopes,
            inner -> loops(indices.subList(1, indices.size()), inner, body));
  }

  /** The indices of an equation, the one along the target's memory innermost. */
  private List<Index> inStorageOrder(Equation equation) {
    Optional<Layout> layout = method.storage().find(equation.target()).map(Buffer::layout);
    if (layout.isEmpty()) {
      return equation.indices();
    }
    return equation.isGather()
        ? layout.get().order().stream().map(equation.indices()::get).toList()
        : samplesAsIn(layout.get(), equation.indices());
  }

  /** The samples last where they are innermost; a sum within a sample keeps its order. */
  private static List<Index> samplesAsIn(Layout layout, List<Index> indices) {
    if (layout.order().size() < 2 || layout.innermost() != 0 || !indices.contains(Index.BATCH)) {
      return indices;
    }
    List<Index> order = new ArrayList<>(indices);
    order.remove(Index.BATCH);
    order.add(Index.BATCH);
    return order;
  }

  private List<Statement> loops(List<Index> indices, Group group, Jam jam, List<Scope> points) {
    if (indices.isEmpty()) {
      return code.of(group.equations(), points);
    }
    Index index = indices.get(0);
    Body body = inner -> loops(indices.subList(1, indices.size()), group, jam, inner);
    if (isDecided(index, group)) {
      return valueByValue(index, points, body);
    }
    return jam.of(index) > 1
        ? jammed(index, jam.of(index), points, body)
        : loop(index, points, body);
  }

  /** True for an index of few values on which a choice depends: with each of them it is made. */
  private static boolean isDecided(Index index, Group group) {
    return !index.isBatch()
        && index.extent() <= MOST_WRITTEN_OUT
        && group.equations().stream().anyMatch(equation -> compares(equation.value(), index));
  }

  private static boolean compares(Expr value, Index index) {
    return ExprQueries.anyMatch(
        value,
        node ->
            node instanceof Expr.Apply apply
                && apply.operator().isCondition()
                && apply.operands().contains(new Expr.IndexValue(index))
                && apply.operands().stream().anyMatch(Expr.Literal.class::isInstance));
  }

  private static List<Statement> valueByValue(Index index, List<Scope> points, Body body) {
    List<Statement> statements = new ArrayList<>();
    for (int value = 0; value < index.extent(); value++) {
      statements.addAll(body.at(at(index, points, Wholes.constant(value))));
    }
    return statements;
  }

  /** Makes the body of a loop for some points together. */
  private interface Body {
    List<Statement> at(List<Scope> points);
  }

  /** A loop, or the body alone where there is one value. */
  private List<Statement> loop(Index index, List<Scope> points, Body body) {
    if (index.extent() == 1) {
      return body.at(at(index, points, Wholes.constant(0)));
    }
    Value.Local variable = method.variable(index);
    return List.of(
        new Statement.Loop(
            variable.name(),
            Wholes.constant(0),
            method.extent(index),
            1,
            body.at(at(index, points, variable))));
  }

  private static List<Scope> at(Index index, List<Scope> points, Value value) {
    return points.stream().map(point -> point.with(index, value)).toList();
  }

  /** A jammed index: as many values at once as are taken together, then what is left. */
  private List<Statement> jammed(Index index, int size, List<Scope> points, Body body) {
    return Tiling.of(method.extent(index), size)
        .loops(method.variable(index), (at, count) -> body.at(next(index, points, at, count)));
  }

  /** For each point the {@code count} values of an index from {@code first} on. */
  private static List<Scope> next(Index index, List<Scope> points, Value first, int count) {
    List<Scope> inner = new ArrayList<>();
    for (Scope point : points) {
      for (int i = 0; i < count; i++) {
        inner.add(point.with(index, Wholes.add(first, Wholes.constant(i))));
      }
    }
    return inner;
  }

  /** The loops over what {@code scope} does not fix. */
  List<Statement> of(Group group, Scope scope) {
    List<Index> rest =
        inStorageOrder(group.first()).stream().filter(index -> !scope.fixes(index)).toList();
    return loops(rest, group, Jam.NONE, List.of(scope));
  }
}
