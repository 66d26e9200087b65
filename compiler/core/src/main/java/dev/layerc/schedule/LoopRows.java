package dev.layerc.schedule;

import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which elements a loop takes one after the other along a row.
 *
 * <pre>{@code
 * for (i) { y[i] = x[at + i] + z[i*4]; }    along y and x, across z
 * }</pre>
 */
final class LoopRows {
  private final String variable;

  /** What the loop gives new values, arrays included. */
  private final Set<String> changing;

  /** The arrays among these: they are the same ones at each point of the loop. */
  private final Set<String> stored = new LinkedHashSet<>();

  LoopRows(Statement.Loop loop) {
    this.variable = loop.variable();
    this.changing = Rows.changedIn(loop);
    for (Statement statement : loop.body()) {
      if (statement instanceof Statement.Store store) {
        stored.add(Rows.nameOf(store.array()));
      }
    }
  }

  /** True for an element at the loop's variable in a row that is the same for all of the loop. */
  boolean isAlong(Value.Element element) {
    return Rows.localsOf(element.array()).stream()
            .noneMatch(local -> changing.contains(local) && !stored.contains(local))
        && CopyRows.start(element.index(), variable).filter(this::isSame).isPresent();
  }

  private boolean isSame(Value value) {
    return Rows.localsOf(value).stream().noneMatch(changing::contains);
  }

  /** True for an element that depends on the loop's variable, but not along a row. */
  boolean isAcross(Value.Element element) {
    return Rows.localsOf(element).contains(variable) && !isAlong(element);
  }

  /** A row that has a value already. */
  Optional<Value.Element> along(Value value) {
    return value instanceof Value.Element element && isAlong(element)
        ? Optional.of(element)
        : Optional.empty();
  }

  /** Where in its row the loop begins, for an element along one. */
  Value start(Value.Element along) {
    return CopyRows.start(along.index(), variable).orElseThrow();
  }
}
