package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The turns of a loop of sums, several written out in one; each addition takes the next part. */
final class SplitTurns {
  /** What {@link JavaNames} adds to a name that is taken. */
  private static final Pattern NUMBER = Pattern.compile("_?\\d+$");

  private final Statement.Loop loop;
  private final Map<String, List<Value.Local>> parts;
  private final JavaNames names;
  private final Value.Local variable;

  /**
   * Of a loop.
   *
   * @param parts into which each sum is cut
   */
  SplitTurns(Statement.Loop loop, Map<String, List<Value.Local>> parts, JavaNames names) {
    this.loop = loop;
    this.parts = parts;
    this.names = names;
    this.variable = new Value.Local(loop.variable(), Type.INT);
  }

  /** The loop, so many turns at a time, and the turns that are left over. */
  List<Statement> statements(int turns) {
    if (loop.from() instanceof Value.Whole from && loop.to() instanceof Value.Whole to) {
      return ofKnown(from.value(), to.value(), turns);
    }
    if (turns == 1) {
      return List.of(over(loop.from(), loop.to(), 1));
    }
    Value whole =
        Wholes.multiply(
            new Value.Operation(Code.INT_QUOTIENT, loop.to(), Wholes.constant(turns)), turns);
    return List.of(
        over(loop.from(), whole, turns),
        new Statement.Loop(loop.variable(), whole, loop.to(), loop.step(), loop.body()));
  }

  private List<Statement> ofKnown(int from, int to, int turns) {
    int step = loop.step() * turns;
    int whole = from + (to - from) / step * step;
    List<Statement> all = new ArrayList<>();
    all.add(over(loop.from(), Wholes.constant(whole), turns));
    Map<String, Integer> additions = new HashMap<>();
    for (int at = whole; at < to; at += loop.step()) {
      all.addAll(turn(Wholes.constant(at), additions));
    }
    return all;
  }

  private Statement over(Value from, Value to, int turns) {
    List<Statement> body = new ArrayList<>();
    Map<String, Integer> additions = new HashMap<>();
    for (int turn = 0; turn < turns; turn++) {
      body.addAll(turn(Wholes.add(variable, Wholes.constant(turn * loop.step())), additions));
    }
    return new Statement.Loop(loop.variable(), from, to, loop.step() * turns, body);
  }

  /** The body at one place, its locals renamed where they were declared before. */
  private List<Statement> turn(Value place, Map<String, Integer> additions) {
    Map<Value, Value> known = new HashMap<>(Map.of(variable, place));
    List<Statement> turn = new ArrayList<>();
    for (Statement statement : loop.body()) {
      if (statement instanceof Statement.Declare declare) {
        turn.add(declared(declare, known, place.equals(variable)));
      } else {
        Statement.Assign assign = (Statement.Assign) statement;
        int number = additions.merge(assign.name(), 1, Integer::sum) - 1;
        List<Value.Local> of = parts.get(assign.name());
        Value.Local part = of.get(number % of.size());
        known.put(of.get(0), part);
        turn.add(new Statement.Assign(part.name(), part.type(), changed(assign.value(), known)));
      }
    }
    return turn;
  }

  private Statement declared(Statement.Declare declare, Map<Value, Value> known, boolean isFirst) {
    String name = isFirst ? declare.name() : names.fresh(stem(declare.name()));
    Value value = changed(declare.value(), known);
    known.put(
        new Value.Local(declare.name(), declare.type()), new Value.Local(name, declare.type()));
    return new Statement.Declare(declare.type(), name, value);
  }

  /** The name without its number, where it is that of another local in the loop. */
  private String stem(String name) {
    String stem = NUMBER.matcher(name).replaceFirst("");
    return loop.body().stream()
            .anyMatch(
                statement ->
                    statement instanceof Statement.Declare declare && declare.name().equals(stem))
        ? stem
        : name;
  }

  private static Value changed(Value value, Map<Value, Value> known) {
    return LoopRewriter.map(value, part -> folded(known.getOrDefault(part, part)));
  }

  /** Constants of sums and products taken together. */
  private static Value folded(Value value) {
    if (value instanceof Value.Operation operation) {
      List<Value> of = operation.operands();
      if (operation.code() == Code.INT_ADD) {
        return Wholes.add(of.get(0), of.get(1));
      }
      if (operation.code() == Code.INT_MULTIPLY) {
        return Wholes.multiply(of.get(0), of.get(1));
      }
    }
    return value;
  }
}
