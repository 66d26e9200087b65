package dev.layerc.schedule;

import dev.layerc.equation.Index;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Loops over indices, the last innermost; one that has a single value takes none. */
final class NestedLoops {
  private NestedLoops() {}

  /** The loops around what {@code body} does where the indices have values. */
  static List<Statement> over(
      List<Index> indices, Scope scope, MethodDraft method, Function<Scope, List<Statement>> body) {
    return over(indices, index -> Optional.empty(), scope, method, body);
  }

  /** The same, some indices between bounds that are known where their loops begin. */
  static List<Statement> over(
      List<Index> indices,
      Function<Index, Optional<TermBound>> bounds,
      Scope scope,
      MethodDraft method,
      Function<Scope, List<Statement>> body) {
    if (indices.isEmpty()) {
      return body.apply(scope);
    }
    Index index = indices.get(0);
    List<Index> rest = indices.subList(1, indices.size());
    if (index.extent() == 1) {
      return over(rest, bounds, scope.with(index, Wholes.constant(0)), method, body);
    }
    Value.Local variable = method.variable(index);
    List<Statement> inner = over(rest, bounds, scope.with(index, variable), method, body);
    LowerExpression here = new LowerExpression(method, scope);
    Optional<TermBound> bound = bounds.apply(index);
    Value from = bound.map(b -> b.start(here)).orElse(Wholes.constant(0));
    Value to = bound.map(b -> b.end(here)).orElseGet(() -> method.extent(index));
    return List.of(new Statement.Loop(variable.name(), from, to, 1, inner));
  }
}
