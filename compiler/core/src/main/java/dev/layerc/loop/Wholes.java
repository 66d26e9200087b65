package dev.layerc.loop;

/** Arithmetic on whole values that folds constants as it builds: row numbers and offsets. */
public final class Wholes {
  private Wholes() {}

  public static Value constant(int value) {
    return new Value.Whole(value);
  }

  public static Value add(Value left, Value right) {
    if (left instanceof Value.Whole a && right instanceof Value.Whole b) {
      return constant(Math.addExact(a.value(), b.value()));
    }
    if (isConstant(right, 0)) {
      return left;
    }
    if (isConstant(left, 0)) {
      return right;
    }
    if (right instanceof Value.Whole b && sumWithConstant(left) instanceof Value.Operation sum) {
      int rest = ((Value.Whole) sum.operands().get(1)).value();
      int sign = sum.code() == Code.INT_ADD ? 1 : -1;
      return add(sum.operands().get(0), constant(Math.addExact(sign * rest, b.value())));
    }
    if (right instanceof Value.Whole b
        && left instanceof Value.Operation difference
        && difference.code() == Code.INT_SUBTRACT
        && difference.operands().get(0) instanceof Value.Whole a) {
      Value sum = constant(Math.addExact(a.value(), b.value()));
      return new Value.Operation(Code.INT_SUBTRACT, sum, difference.operands().get(1));
    }
    if (right instanceof Value.Whole b && b.value() < 0) {
      return new Value.Operation(Code.INT_SUBTRACT, left, constant(-b.value()));
    }
    int added = addedTo(right);
    if (added != 0) { // a + (b - 1) reads as a + b - 1.
      return add(add(left, subtract(right, constant(added))), constant(added));
    }
    return left instanceof Value.Whole
        ? add(right, left)
        : new Value.Operation(Code.INT_ADD, left, right);
  }

  public static Value subtract(Value left, Value right) {
    if (right instanceof Value.Whole b) {
      return add(left, constant(Math.negateExact(b.value())));
    }
    return new Value.Operation(Code.INT_SUBTRACT, left, right);
  }

  public static Value multiply(Value left, Value right) {
    if (left instanceof Value.Whole a && right instanceof Value.Whole b) {
      return constant(Math.multiplyExact(a.value(), b.value()));
    }
    if (left instanceof Value.Whole) {
      return multiply(right, left);
    }
    if (isConstant(right, 0)) {
      return right;
    }
    return isConstant(right, 1) ? left : new Value.Operation(Code.INT_MULTIPLY, left, right);
  }

  public static Value multiply(Value left, int right) {
    return multiply(left, constant(right));
  }

  /** The constant that a sum or a difference ends in, with its sign; 0 where there is none. */
  public static int addedTo(Value value) {
    if (!(sumWithConstant(value) instanceof Value.Operation sum)) {
      return 0;
    }
    int constant = ((Value.Whole) sum.operands().get(1)).value();
    return sum.code() == Code.INT_ADD ? constant : -constant;
  }

  private static boolean isConstant(Value value, int constant) {
    return value instanceof Value.Whole whole && whole.value() == constant;
  }

  /** The value itself if it is a sum or difference with a constant at its right, else null. */
  private static Value sumWithConstant(Value value) {
    boolean is =
        value instanceof Value.Operation operation
            && (operation.code() == Code.INT_ADD || operation.code() == Code.INT_SUBTRACT)
            && operation.operands().get(1) instanceof Value.Whole;
    return is ? value : null;
  }
}
