package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.List;

/** A range cut into tiles of one size, and what is left over. */
record Tiling(Value from, Value to, int size) {
  /** What larger tiles leave over of a count is taken so many at a time first. */
  private static final List<Integer> PARTS = List.of(8, 4);

  /** A range from 0. */
  static Tiling of(Value extent, int size) {
    return of(Wholes.constant(0), extent, size);
  }

  static Tiling of(Value from, Value to, int size) {
    return new Tiling(from, to, size);
  }

  /** What is done with {@code count} values from {@code at} on. */
  interface Body {
    List<Statement> at(Value at, int count);
  }

  List<Statement> loops(Value.Local variable, Body body) {
    return isConstant() ? ofConstant(variable, body) : ofCount(variable, body);
  }

  private boolean isConstant() {
    return from.equals(Wholes.constant(0)) && to instanceof Value.Whole;
  }

  /** The end of the whole tiles. */
  Value whole() {
    return whole(size);
  }

  private Value whole(int each) {
    if (isConstant()) {
      return Wholes.constant(length() / each * each);
    }
    Value tiles = new Value.Operation(Code.INT_QUOTIENT, count(), Wholes.constant(each));
    return Wholes.add(from, Wholes.multiply(tiles, each));
  }

  private Value count() {
    return from.equals(Wholes.constant(0)) ? to : Wholes.subtract(to, from);
  }

  private int length() {
    return ((Value.Whole) to).value();
  }

  /** What the whole tiles leave over. */
  List<Statement> rest(Value.Local variable, Body body) {
    return isConstant() ? restOfConstant(body) : restOfCount(variable, body);
  }

  /** A loop over the whole tiles, then the rest. */
  private List<Statement> ofConstant(Value.Local variable, Body body) {
    List<Statement> statements = new ArrayList<>();
    int full = length() / size * size;
    if (full == size) {
      statements.addAll(body.at(Wholes.constant(0), size));
    } else if (full > 0) {
      statements.add(loop(variable, Wholes.constant(0), Wholes.constant(full), size, body));
    }
    statements.addAll(restOfConstant(body));
    return statements;
  }

  /** In one piece. */
  private List<Statement> restOfConstant(Body body) {
    int full = length() / size * size;
    return full < length() ? body.at(Wholes.constant(full), length() - full) : List.of();
  }

  private List<Statement> ofCount(Value.Local variable, Body body) {
    List<Statement> loops = new ArrayList<>();
    if (size > 1) {
      loops.add(loop(variable, from, whole(), size, body));
    }
    loops.addAll(restOfCount(variable, body));
    return loops;
  }

  /** Loops over smaller tiles if these are large, then the rest one by one. */
  private List<Statement> restOfCount(Value.Local variable, Body body) {
    List<Statement> loops = new ArrayList<>();
    Value done = size > 1 ? whole() : from;
    for (int part : PARTS) {
      if (part < size) {
        Value end = wholeParts(part);
        loops.add(loop(variable, done, end, part, body));
        done = end;
      }
    }
    loops.add(loop(variable, done, to, 1, body));
    return loops;
  }

  /** The end of the smaller tiles that fit into what the whole ones leave over. */
  private Value wholeParts(int part) {
    if (size % part == 0) {
      return whole(part);
    }
    Value left = new Value.Operation(Code.INT_REMAINDER, count(), Wholes.constant(size));
    Value parts = new Value.Operation(Code.INT_QUOTIENT, left, Wholes.constant(part));
    return Wholes.add(whole(), Wholes.multiply(parts, part));
  }

  private static Statement loop(Value.Local variable, Value from, Value to, int step, Body body) {
    return new Statement.Loop(variable.name(), from, to, step, body.at(variable, step));
  }
}
