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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A group as a loop nest: one loop an index, the whole group at each point. It takes any group; the
 * other strategies take those that they do better.
 *
 * <p>An index may be <em>jammed</em>: eight of its values are taken at once, so that the reductions
 * at these points share their loops and what they read, and need not wait for one another.
 */
final class LoopNest {
  private static final int JAM = 8;

  /** Values of an index that a loop is written out for where they decide something. */
  private static final int MOST_WRITTEN_OUT = 4;

  private final MethodDraft method;
  private final PointCode points;

  LoopNest(MethodDraft method) {
    this.method = method;
    this.points = new PointCode(method, new LoopReductions(method));
  }

  /** The name of a loop over an index. */
  static String nameOf(Index index) {
    return index.isBatch() ? "s" : index.name();
  }

  List<Statement> of(Group group) {
    List<Index> indices = inStorageOrder(group.first());
    return endsInOneLoop(indices, group)
        ? withOneLoop(indices, group)
        : loops(indices, group, jammed(group).or(() -> againstTheGrain(group)), Scope.EMPTY);
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
        .filter(index -> index.extent() >= JAM)
        .filter(index -> indices.indexOf(index) < indices.size() - 1);
  }

  /** True where the last index and the samples, innermost, are one loop over a row. */
  private boolean endsInOneLoop(List<Index> indices, Group group) {
    int last = indices.size() - 1;
    if (last < 1 || !indices.get(last).isBatch()) {
      return false;
    }
    Flattening flattening = Flattening.in(indices.get(last - 1), Index.BATCH, method.storage());
    return group.equations().stream().allMatch(flattening::fits);
  }

  private List<Statement> withOneLoop(List<Index> indices, Group group) {
    int last = indices.size() - 1;
    Index along = indices.get(last - 1);
    Scope rowStart = Scope.EMPTY.with(along, Wholes.constant(0));
    return loops(indices.subList(0, last - 1), rowStart, inner -> rowLoop(along, group, inner));
  }

  private List<Statement> rowLoop(Index along, Group group, Scope scope) {
    Value.Local variable = variable(Index.BATCH);
    Value end = Wholes.multiply(method.count(), along.extent());
    List<Statement> body = points.of(group.equations(), List.of(scope.with(Index.BATCH, variable)));
    return List.of(new Statement.Loop(variable.name(), Wholes.constant(0), end, 1, body));
  }

  private List<Statement> loops(List<Index> indices, Scope scope, Body body) {
    return indices.isEmpty()
        ? body.at(scope)
        : loop(
            indices.get(0), scope, inner -> loops(indices.subList(1, indices.size()), inner, body));
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

  /** The index that the points of a contraction best share loops along. */
  private static Optional<Index> jammed(Group group) {
    return Contraction.of(group.first())
        .flatMap(
            contraction ->
                group.indices().stream()
                    .filter(index -> index.extent() > 1)
                    .max(Comparator.comparingInt(index -> Math.min(index.extent(), JAM))));
  }

  private List<Statement> loops(
      List<Index> indices, Group group, Optional<Index> jammed, Scope scope) {
    if (indices.isEmpty()) {
      return points.of(group.equations(), List.of(scope));
    }
    Index index = indices.get(0);
    List<Index> rest = indices.subList(1, indices.size());
    if (isDecided(index, group)) {
      return valueByValue(index, scope, inner -> loops(rest, group, jammed, inner));
    }
    return jammed.equals(Optional.of(index))
        ? jammedLoop(index, rest, group, List.of(scope))
        : loop(index, scope, inner -> loops(rest, group, jammed, inner));
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

  private static List<Statement> valueByValue(Index index, Scope scope, Body body) {
    List<Statement> statements = new ArrayList<>();
    for (int value = 0; value < index.extent(); value++) {
      statements.addAll(body.at(scope.with(index, Wholes.constant(value))));
    }
    return statements;
  }

  /** Makes the body of a loop at a point. */
  private interface Body {
    List<Statement> at(Scope inner);
  }

  /** A loop, or the body alone where there is one value. */
  private List<Statement> loop(Index index, Scope scope, Body body) {
    if (index.extent() == 1) {
      return body.at(scope.with(index, Wholes.constant(0)));
    }
    Value.Local variable = variable(index);
    return List.of(
        new Statement.Loop(
            variable.name(),
            Wholes.constant(0),
            method.extent(index),
            1,
            body.at(scope.with(index, variable))));
  }

  private Value.Local variable(Index index) {
    return new Value.Local(method.freshName(nameOf(index)), Type.INT);
  }

  /** The jammed index: its whole eights in a loop, then what is left. */
  private List<Statement> jammedLoop(
      Index index, List<Index> rest, Group group, List<Scope> scopes) {
    List<Statement> statements = new ArrayList<>();
    int full = index.extent() / JAM * JAM;
    if (full > JAM) {
      Value.Local variable = variable(index);
      List<Scope> inner = jam(index, scopes, variable, JAM);
      statements.add(
          new Statement.Loop(
              variable.name(),
              Wholes.constant(0),
              Wholes.constant(full),
              JAM,
              together(rest, group, inner)));
    } else if (full == JAM) {
      statements.addAll(together(rest, group, jam(index, scopes, Wholes.constant(0), JAM)));
    }
    if (full < index.extent()) {
      List<Scope> inner = jam(index, scopes, Wholes.constant(full), index.extent() - full);
      statements.addAll(together(rest, group, inner));
    }
    return statements;
  }

  private static List<Scope> jam(Index index, List<Scope> scopes, Value base, int count) {
    List<Scope> inner = new ArrayList<>();
    for (Scope scope : scopes) {
      for (int i = 0; i < count; i++) {
        inner.add(scope.with(index, Wholes.add(base, Wholes.constant(i))));
      }
    }
    return inner;
  }

  private List<Statement> together(List<Index> rest, Group group, List<Scope> scopes) {
    if (rest.isEmpty()) {
      return points.of(group.equations(), scopes);
    }
    Index index = rest.get(0);
    Value.Local variable = variable(index);
    List<Scope> inner = scopes.stream().map(scope -> scope.with(index, variable)).toList();
    return List.of(
        new Statement.Loop(
            variable.name(),
            Wholes.constant(0),
            method.extent(index),
            1,
            together(rest.subList(1, rest.size()), group, inner)));
  }

  /** The loops over what {@code scope} does not fix. */
  List<Statement> of(Group group, Scope scope) {
    List<Index> rest =
        inStorageOrder(group.first()).stream().filter(index -> !scope.fixes(index)).toList();
    return loops(rest, group, Optional.empty(), scope);
  }
}
