package dev.layerc.schedule;

import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Width;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Loops whose innermost ones all run along rows of one length and choose between real numbers, with
 * nothing but rows and numbers to be fetched in between.
 */
final class VectorNest {
  private final Statement.Loop outermost;
  private final Map<String, Set<String>> arrays;
  private final Set<Value> lengths = new LinkedHashSet<>();

  private VectorNest(Statement.Loop outermost, Map<String, Set<String>> arrays) {
    this.outermost = outermost;
    this.arrays = arrays;
  }

  /**
   * The nest that a loop is the outermost of; empty if it is none.
   *
   * @param arrays the arrays that the row in a local may be of
   */
  static Optional<VectorNest> of(Statement.Loop loop, Map<String, Set<String>> arrays) {
    VectorNest nest = new VectorNest(loop, arrays);
    return nest.isNest(loop) && nest.hasOneLength() ? Optional.of(nest) : Optional.empty();
  }

  private boolean isNest(Statement.Loop loop) {
    if (InnermostLoops.isInnermost(loop)) {
      lengths.add(loop.to());
      return VectorLoop.of(loop, arrays).isPresent();
    }
    return loop.body().stream()
        .allMatch(
            statement ->
                statement instanceof Statement.Declare
                    || (statement instanceof Statement.Loop inner && isNest(inner)));
  }

  private boolean hasOneLength() {
    Set<String> changing = Rows.changedIn(outermost);
    return lengths.size() == 1 && Rows.localsOf(length()).stream().noneMatch(changing::contains);
  }

  /** How long the rows are. */
  Value length() {
    return lengths.iterator().next();
  }

  /** The nest as a method on vectors; what it needs are its arguments: arrays, then numbers. */
  Method method(String name, List<String> summary) {
    List<Method.Argument> arguments = new ArrayList<>();
    freeLocals().forEach(l -> arguments.add(new Method.Argument(l.type(), l.name())));
    List<Statement> body =
        InnermostLoops.replace(
            List.of(outermost),
            loop -> VectorLoop.of(loop, arrays).orElseThrow().statements(names()));
    return new Method(name, arguments, body, summary, true);
  }

  private List<Value.Local> freeLocals() {
    Set<String> declared = new LinkedHashSet<>();
    LoopRewriter.forEachStatement(
        outermost,
        statement -> {
          if (statement instanceof Statement.Loop loop) {
            declared.add(loop.variable());
          } else if (statement instanceof Statement.Declare declare) {
            declared.add(declare.name());
          }
        });
    Set<Value.Local> free = new LinkedHashSet<>();
    LoopRewriter.forEachValue(
        outermost,
        value -> {
          if (value instanceof Value.Local local && !declared.contains(local.name())) {
            free.add(local);
          }
        });
    List<Value.Local> arraysFirst = new ArrayList<>(free);
    arraysFirst.sort(Comparator.comparingInt(VectorNest::rank));
    return arraysFirst;
  }

  private static int rank(Value.Local local) {
    if (local.equals(MethodDraft.COUNT)) {
      return 1;
    }
    return local.type() == Type.INT || local.type() == Type.REAL ? 2 : 0;
  }

  /** The names that the nest leaves free. */
  private JavaNames names() {
    JavaNames names = new JavaNames(Width.LANES.name());
    freeLocals().forEach(local -> names.freshIdentifier(local.name()));
    Rows.changedIn(outermost).forEach(names::freshIdentifier);
    return names;
  }
}
