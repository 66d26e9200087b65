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
import java.util.OptionalInt;

/** An innermost loop that does nothing but add to a few sums, numbers or vectors. */
final class ChainLoop {
  /** Sums that hide the latency of a multiply-add: four cycles, two each cycle. */
  private static final int IN_FLIGHT = 8;

  private static final int MOST_PARTS = 4;

  /** Terms of a part, below which cutting gains nothing. */
  private static final int SHORTEST = 4;

  /** Statements in the loop's body: more are no longer a screenful. */
  private static final int MOST_STATEMENTS = 48;

  private final Statement.Loop loop;
  private final Map<String, Type> sums = new LinkedHashMap<>();

  /** Additions in one turn, to all sums. */
  private int additions;

  private ChainLoop(Statement.Loop loop) {
    this.loop = loop;
    for (Statement statement : loop.body()) {
      if (statement instanceof Statement.Assign assign) {
        sums.put(assign.name(), assign.type());
        additions++;
      }
    }
  }

  /** The loop as one that can be split; empty if it is none, or has sums enough. */
  static Optional<ChainLoop> of(Statement.Loop loop) {
    boolean adds =
        loop.step() > 0
            && loop.body().stream()
                .allMatch(
                    statement ->
                        statement instanceof Statement.Declare
                            || (statement instanceof Statement.Assign assign
                                && isAddition(assign)));
    return Optional.of(new ChainLoop(loop))
        .filter(chains -> adds && chains.areApart())
        .filter(chains -> chains.turns().isPresent() || chains.countsFromZero())
        .filter(chains -> chains.parts() > 1);
  }

  /** True for {@code sum = fma(a, b, sum)} and {@code sum = sum + a}. */
  private static boolean isAddition(Statement.Assign assign) {
    Value.Local sum = new Value.Local(assign.name(), assign.type());
    if (assign.value() instanceof Value.Operation operation) {
      return isAddition(operation.code(), operation.operands(), sum);
    }
    return assign.value() instanceof Value.LaneWise lanes
        && isAddition(lanes.code(), lanes.operands(), sum);
  }

  private static boolean isAddition(Code code, List<Value> of, Value.Local sum) {
    return (code == Code.FMA && of.get(2).equals(sum))
        || (code == Code.ADD && of.get(0).equals(sum));
  }

  /** True where the sums are there before the loop, and read in it for adding to them alone. */
  private boolean areApart() {
    int[] reads = new int[1];
    LoopRewriter.forEachValue(
        loop,
        value ->
            reads[0] +=
                value instanceof Value.Local local && sums.containsKey(local.name()) ? 1 : 0);
    return reads[0] == additions
        && loop.body().stream()
            .noneMatch(
                statement ->
                    statement instanceof Statement.Declare declare
                        && sums.containsKey(declare.name()));
  }

  /** Into how many parts each sum is cut. */
  private int parts() {
    int parts = 1;
    while (parts < MOST_PARTS && fits(parts * 2)) {
      parts *= 2;
    }
    return parts;
  }

  private boolean fits(int parts) {
    return sums.size() * parts <= IN_FLIGHT
        && loop.body().size() * turns(parts) <= MOST_STATEMENTS
        && turns().stream().allMatch(turns -> turns * additions >= sums.size() * parts * SHORTEST);
  }

  /** How many turns become one, for each part to get a term. */
  private int turns(int parts) {
    return (sums.size() * parts + additions - 1) / additions;
  }

  /** The turns of the loop, where that is known. */
  private OptionalInt turns() {
    return loop.from() instanceof Value.Whole from && loop.to() instanceof Value.Whole to
        ? OptionalInt.of((to.value() - from.value() + loop.step() - 1) / loop.step())
        : OptionalInt.empty();
  }

  private boolean countsFromZero() {
    return loop.from().equals(Wholes.constant(0)) && loop.step() == 1;
  }

  /** The loop in parts, and the sums of these. */
  List<Statement> split(JavaNames names) {
    Map<String, List<Value.Local>> parts = new LinkedHashMap<>();
    List<Statement> all = new ArrayList<>();
    sums.forEach((sum, type) -> parts.put(sum, declareParts(sum, type, names, all)));
    all.addAll(new SplitTurns(loop, parts, names).statements(turns(parts())));
    parts.values().forEach(of -> all.add(joined(of)));
    return all;
  }

  private List<Value.Local> declareParts(
      String sum, Type type, JavaNames names, List<Statement> out) {
    List<Value.Local> parts = new ArrayList<>(List.of(new Value.Local(sum, type)));
    Value zero = new Value.Real(0);
    Value none = type == Type.LANES ? new Value.Broadcast(zero) : zero;
    while (parts.size() < parts()) {
      Value.Local part = new Value.Local(names.fresh(sum), type);
      out.add(new Statement.Declare(type, part.name(), none));
      parts.add(part);
    }
    return parts;
  }

  private static Statement joined(List<Value.Local> parts) {
    Value.Local sum = parts.get(0);
    return new Statement.Assign(sum.name(), sum.type(), sumOf(parts));
  }

  /** The halves one by one, then these together. */
  private static Value sumOf(List<Value.Local> parts) {
    int half = parts.size() / 2;
    if (half == 0) {
      return parts.get(0);
    }
    Value one = sumOf(parts.subList(0, half));
    Value other = sumOf(parts.subList(half, parts.size()));
    return parts.get(0).type() == Type.LANES
        ? new Value.LaneWise(Code.ADD, one, other)
        : Reals.plus(one, other);
  }
}
