package dev.layerc.schedule;

import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the values of an innermost loop are: the same in all of it, along a row, or its own. */
final class LoopParts {
  private final Statement.Loop loop;
  private final Map<String, Type> declared = new LinkedHashMap<>();

  LoopParts(Statement.Loop loop) {
    this.loop = loop;
    for (Statement statement : loop.body()) {
      if (statement instanceof Statement.Declare declare) {
        declared.put(declare.name(), declare.type());
      }
    }
  }

  /** True for a variable that each turn of the loop has for itself. */
  boolean isDeclared(String local) {
    return declared.containsKey(local);
  }

  /** True for what no turn of the loop changes. */
  boolean isSame(Value value) {
    return Rows.localsOf(value).stream().noneMatch(Rows.changedIn(loop)::contains);
  }

  /** True for the element of a row at the loop's variable, and a start that stays the same. */
  boolean isAlongRow(Value.Element element) {
    boolean sameRow =
        element.array() instanceof Value.Local
            || (element.array() instanceof Value.Element row && isSame(row.index()));
    return sameRow && start(element).filter(this::isSame).isPresent();
  }

  /** What the index of an element is in the first turn. */
  Optional<Value> start(Value.Element element) {
    return CopyRows.start(element.index(), loop.variable());
  }

  /** True for a number of the network's precision. */
  static boolean isReal(Value value) {
    if (value instanceof Value.Local local) {
      return local.type() == Type.REAL;
    }
    if (value instanceof Value.Element element) {
      return typeOf(element) == Type.REAL;
    }
    if (value instanceof Value.Choice choice) {
      return isReal(choice.whenTrue());
    }
    return value instanceof Value.Operation operation
        ? !operation.code().isCondition() && !operation.code().isWhole()
        : value instanceof Value.Real;
  }

  private static Type typeOf(Value array) {
    return array instanceof Value.Element element
        ? typeOf(element.array()).element()
        : ((Value.Local) array).type();
  }
}
