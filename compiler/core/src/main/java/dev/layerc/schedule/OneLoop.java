package dev.layerc.schedule;

import dev.layerc.equation.Index;
import dev.layerc.loop.Code;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One loop over all values of several indices, the last changing fastest: nested ones, the JIT
 * boxes vectors at.
 */
final class OneLoop {
  private final MethodDraft method;

  OneLoop(MethodDraft method) {
    this.method = method;
  }

  /** Appends what is done with some values of the indices. */
  interface Body {
    void at(Map<Index, Value> values, List<Statement> out);
  }

  /** The loop; no index at all takes none. */
  List<Statement> over(List<Index> indices, Body body) {
    return over(indices, Wholes.constant(0), method.points(indices), body);
  }

  /** The same over those values that have a number from one to before another. */
  List<Statement> over(List<Index> indices, Value from, Value to, Body body) {
    List<Statement> statements = new ArrayList<>();
    if (indices.isEmpty()) {
      body.at(Map.of(), statements);
      return statements;
    }
    String wanted = indices.size() == 1 ? LoopNest.nameOf(indices.get(0)) : "term";
    Value.Local term = new Value.Local(method.freshName(wanted), Type.INT);
    body.at(taken(indices, term, statements), statements);
    return List.of(new Statement.Loop(term.name(), from, to, 1, statements));
  }

  /**
   * The loop over an index, two values at a time, and the last one where their number is odd: a
   * body for each of the two places.
   */
  List<Statement> overPairs(Index index, Supplier<Body> bodies) {
    Value.Local first = new Value.Local(method.freshName(LoopNest.nameOf(index)), Type.INT);
    List<Statement> pair = new ArrayList<>();
    Body body = bodies.get();
    body.at(Map.of(index, first), pair);
    body.at(Map.of(index, Wholes.add(first, Wholes.constant(1))), pair);
    int even = index.extent() / 2 * 2;
    List<Statement> statements = new ArrayList<>();
    statements.add(
        new Statement.Loop(first.name(), Wholes.constant(0), Wholes.constant(even), 2, pair));
    if (even < index.extent()) {
      bodies.get().at(Map.of(index, Wholes.constant(even)), statements);
    }
    return statements;
  }

  /** The loop over some values of an index. */
  List<Statement> over(TermRange range, Scope point, Body body) {
    Value.Local variable = method.variable(range.index());
    List<Statement> statements = new ArrayList<>();
    body.at(Map.of(range.index(), variable), statements);
    Value from = range.start(method, point);
    return List.of(
        new Statement.Loop(variable.name(), from, range.end(method, point), 1, statements));
  }

  private Map<Index, Value> taken(List<Index> all, Value.Local term, List<Statement> out) {
    Map<Index, Value> values = new LinkedHashMap<>();
    all.forEach(index -> values.put(index, Wholes.constant(0)));
    List<Index> indices = all.stream().filter(index -> index.extent() != 1).toList();
    if (indices.isEmpty()) {
      return values;
    }
    Value rest = term;
    for (int i = indices.size() - 1; i > 0; i--) {
      Index index = indices.get(i);
      Value extent = method.extent(index);
      values.put(index, declare(index, new Value.Operation(Code.INT_REMAINDER, rest, extent), out));
      rest = new Value.Operation(Code.INT_QUOTIENT, rest, extent);
    }
    Index first = indices.get(0);
    values.put(first, indices.size() == 1 ? rest : declare(first, rest, out));
    return values;
  }

  private Value declare(Index index, Value value, List<Statement> out) {
    return method.declare(LoopNest.nameOf(index), Type.INT, value, out);
  }
}
