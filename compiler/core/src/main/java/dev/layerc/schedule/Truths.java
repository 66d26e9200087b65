package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.Value;
import java.util.function.Supplier;

/**
 * Conditions of scheduled code, decided where their operands are constants: in unrolled code many
 * guards are. A decided condition is {@link #TRUE} or {@link #FALSE}.
 */
final class Truths {
  static final Value TRUE = new Value.Operation(Code.EQUAL, new Value.Whole(0), new Value.Whole(0));
  static final Value FALSE =
      new Value.Operation(Code.NOT_EQUAL, new Value.Whole(0), new Value.Whole(0));

  private Truths() {}

  static Value of(boolean truth) {
    return truth ? TRUE : FALSE;
  }

  static Value compare(Code code, Value left, Value right) {
    if (left instanceof Value.Whole a && right instanceof Value.Whole b) {
      return of(holds(code, Integer.compare(a.value(), b.value())));
    }
    return new Value.Operation(code, left, right);
  }

  private static boolean holds(Code code, int order) {
    return switch (code) {
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      default -> throw new IllegalStateException(code + " does not compare");
    };
  }

  static Value and(Value left, Value right) {
    if (left.equals(TRUE) || right.equals(FALSE)) {
      return right;
    }
    if (right.equals(TRUE) || left.equals(FALSE)) {
      return left;
    }
    return new Value.Operation(Code.AND, left, right);
  }

  static Value or(Value left, Value right) {
    if (left.equals(TRUE) || right.equals(FALSE)) {
      return left;
    }
    if (right.equals(TRUE) || left.equals(FALSE)) {
      return right;
    }
    return new Value.Operation(Code.OR, left, right);
  }

  static Value not(Value value) {
    if (value.equals(TRUE) || value.equals(FALSE)) {
      return of(value.equals(FALSE));
    }
    if (value instanceof Value.Operation operation && operation.code() == Code.NOT) {
      return operation.operands().get(0);
    }
    return new Value.Operation(Code.NOT, value);
  }

  /**
   * The same; of a decided condition, only the branch it takes is made: the other one may read
   * outside of its tensor.
   */
  static Value choose(Value condition, Supplier<Value> whenTrue, Supplier<Value> whenFalse) {
    if (condition.equals(TRUE)) {
      return whenTrue.get();
    }
    return condition.equals(FALSE)
        ? whenFalse.get()
        : new Value.Choice(condition, whenTrue.get(), whenFalse.get());
  }

  /** {@code condition ? whenTrue : whenFalse}, or the branch that a decided condition takes. */
  static Value choose(Value condition, Value whenTrue, Value whenFalse) {
    if (condition.equals(TRUE)) {
      return whenTrue;
    }
    return condition.equals(FALSE) ? whenFalse : new Value.Choice(condition, whenTrue, whenFalse);
  }
}
