package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.List;
import java.util.Optional;

/**
 * Makes a block copy of a loop that copies what lies side by side, and a fill of one that writes
 * the same number there.
 *
 * <pre>{@code
 * for (s) { y[s] = x[at + s]; }   ->   System.arraycopy(x, at, y, 0, count)
 * for (s) { y[at + s] = 0f; }     ->   Arrays.fill(y, at, at + count, 0f)
 * }</pre>
 *
 * HotSpot copies element by element where one of them begins at a place that only running tells.
 */
final class CopyRows {
  /** A loop over fewer is as fast. */
  private static final int SHORT = 8;

  private CopyRows() {}

  static List<Statement> in(List<Statement> body) {
    return body.stream().map(CopyRows::in).toList();
  }

  private static Statement in(Statement statement) {
    Optional<Statement> block =
        statement instanceof Statement.Loop loop ? block(loop) : Optional.empty();
    return block.orElseGet(() -> LoopRewriter.mapBodies(statement, CopyRows::in));
  }

  private static Optional<Statement> block(Statement.Loop loop) {
    boolean isShort = length(loop) instanceof Value.Whole length && length.value() < SHORT;
    boolean isSimple = loop.from() instanceof Value.Whole && loop.step() == 1 && !isShort;
    if (!isSimple
        || loop.body().size() != 1
        || !(loop.body().get(0) instanceof Statement.Store store)
        || store.add()
        || mentions(store.array(), loop.variable())) {
      return Optional.empty();
    }
    return first(loop, store.index()).flatMap(start -> block(loop, store, start));
  }

  private static Optional<Statement> block(Statement.Loop loop, Statement.Store store, Value at) {
    if (store.value() instanceof Value.Real) {
      Value end = Wholes.add(at, length(loop));
      return Optional.of(new Statement.Fill(store.array(), at, end, store.value()));
    }
    return store.value() instanceof Value.Element from && !mentions(from.array(), loop.variable())
        ? first(loop, from.index())
            .map(start -> new Statement.Copy(from.array(), start, store.array(), at, length(loop)))
        : Optional.empty();
  }

  private static Value length(Statement.Loop loop) {
    return Wholes.subtract(loop.to(), loop.from());
  }

  /** What an index is in the first turn. */
  private static Optional<Value> first(Statement.Loop loop, Value index) {
    return start(index, loop.variable()).map(start -> Wholes.add(start, loop.from()));
  }

  /** What an index is before the loop, where it is that and the loop variable. */
  static Optional<Value> start(Value index, String variable) {
    if (index instanceof Value.Local local && local.name().equals(variable)) {
      return Optional.of(Wholes.constant(0));
    }
    if (index instanceof Value.Operation sum && sum.code() == Code.INT_ADD) {
      Value left = sum.operands().get(0);
      Value right = sum.operands().get(1);
      if (!mentions(right, variable)) {
        return start(left, variable).map(rest -> Wholes.add(rest, right));
      }
      return mentions(left, variable)
          ? Optional.empty()
          : start(right, variable).map(rest -> Wholes.add(left, rest));
    }
    boolean moved = Wholes.addedTo(index) != 0;
    Value offset = Wholes.constant(Wholes.addedTo(index));
    return moved
        ? start(Wholes.subtract(index, offset), variable).map(rest -> Wholes.add(rest, offset))
        : Optional.empty();
  }

  private static boolean mentions(Value value, String variable) {
    return Rows.localsOf(value).contains(variable);
  }
}
