package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the loops of a method out of which functions can be taken, and takes them. */
final class MappedLoops {
  /** A vector of floats has at most 16 lanes; a shorter row would be computed one by one. */
  private static final int SHORTEST = 16;

  private final MapRows.Supply rows;

  /** The array of rows that a local for one row is of. */
  private final Map<String, String> arrays = new LinkedHashMap<>();

  MappedLoops(MapRows.Supply rows) {
    this.rows = rows;
  }

  List<Statement> in(List<Statement> body) {
    List<Statement> result = new ArrayList<>();
    for (Statement statement : body) {
      if (statement instanceof Statement.Declare declare && declare.type() == Type.REAL_ARRAY) {
        arrays.put(declare.name(), Rows.nameOf(someArray(declare.value())));
      }
      result.addAll(in(statement));
    }
    return result;
  }

  private List<Statement> in(Statement statement) {
    Optional<List<Statement>> mapped =
        statement instanceof Statement.Loop loop ? mapped(loop) : Optional.empty();
    return mapped.orElseGet(() -> List.of(LoopRewriter.mapBodies(statement, this::in)));
  }

  private Optional<List<Statement>> mapped(Statement.Loop loop) {
    return LoopBody.isIn(loop)
        ? length(loop).map(length -> new MappedLoop(loop, length, rows, arrays).statements())
        : Optional.empty();
  }

  /** How long a row a loop needs; empty if it is short, or does not run along one. */
  private static Optional<MapRows.Length> length(Statement.Loop loop) {
    if (!loop.from().equals(Wholes.constant(0)) || loop.step() != 1) {
      return Optional.empty();
    }
    if (loop.to() instanceof Value.Whole end) {
      return Optional.of(new MapRows.Length(end.value(), false))
          .filter(length -> length.numbers() >= SHORTEST);
    }
    if (loop.to() instanceof Value.Operation product
        && product.code() == Code.INT_MULTIPLY
        && isCount(product.operands().get(0))
        && product.operands().get(1) instanceof Value.Whole each) {
      return Optional.of(new MapRows.Length(each.value(), true));
    }
    return isCount(loop.to()) ? Optional.of(new MapRows.Length(1, true)) : Optional.empty();
  }

  private static boolean isCount(Value value) {
    return value.equals(MethodDraft.COUNT);
  }

  /** The array of which a local holds a row, or the first of those it may be of. */
  private static Value someArray(Value row) {
    Value[] found = {row};
    LoopRewriter.forEachPart(
        row,
        part -> {
          if (part instanceof Value.Element element) {
            found[0] = element;
          }
        });
    return found[0];
  }
}
