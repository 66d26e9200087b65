package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.List;

/** A range cut into tiles of one size, and what is left over. */
record Tiling(Value extent, int size) {

  static Tiling of(Value extent, int size) {
    return new Tiling(extent, size);
  }

  /** What is done with {@code count} values from {@code at} on. */
  interface Body {
    List<Statement> at(Value at, int count);
  }

  List<Statement> loops(Value.Local variable, Body body) {
    return extent instanceof Value.Whole whole
        ? ofConstant(whole.value(), variable, body)
        : ofCount(variable, body);
  }

  /** A loop over the whole tiles, then the rest in one piece. */
  private List<Statement> ofConstant(int length, Value.Local variable, Body body) {
    List<Statement> statements = new ArrayList<>();
    int full = length / size * size;
    if (full == size) {
      statements.addAll(body.at(Wholes.constant(0), size));
    } else if (full > 0) {
      statements.add(loop(variable, Wholes.constant(0), Wholes.constant(full), size, body));
    }
    if (full < length) {
      statements.addAll(body.at(Wholes.constant(full), length - full));
    }
    return statements;
  }

  /** A loop over the whole tiles, one over halves if tiles are large, then the rest one by one. */
  private List<Statement> ofCount(Value.Local variable, Body body) {
    List<Statement> loops = new ArrayList<>();
    Value done = Wholes.constant(0);
    for (int each = size; each > 1; each = each > 4 ? 4 : 1) {
      Value whole =
          Wholes.multiply(
              new Value.Operation(Code.INT_QUOTIENT, extent, Wholes.constant(each)), each);
      loops.add(loop(variable, done, whole, each, body));
      done = whole;
    }
    loops.add(loop(variable, done, extent, 1, body));
    return loops;
  }

  private static Statement loop(Value.Local variable, Value from, Value to, int step, Body body) {
    return new Statement.Loop(variable.name(), from, to, step, body.at(variable, step));
  }
}
