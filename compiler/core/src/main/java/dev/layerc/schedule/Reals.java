package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.Value;

/** Arithmetic on real values. */
final class Reals {
  private Reals() {}

  static Value plus(Value left, Value right) {
    return new Value.Operation(Code.ADD, left, right);
  }

  static Value minus(Value left, Value right) {
    return new Value.Operation(Code.SUBTRACT, left, right);
  }

  static Value times(Value left, Value right) {
    return new Value.Operation(Code.MULTIPLY, left, right);
  }

  static Value max(Value left, Value right) {
    return new Value.Operation(Code.MAX, left, right);
  }

  static Value min(Value left, Value right) {
    return new Value.Operation(Code.MIN, left, right);
  }

  /** {@code sum + term}, as one fused multiply-add where the term is a product. */
  static Value plusTerm(Value sum, Value term) {
    if (term instanceof Value.Operation product && product.code() == Code.MULTIPLY) {
      return new Value.Operation(
          Code.FMA, product.operands().get(0), product.operands().get(1), sum);
    }
    return plus(sum, term);
  }

  /** {@code base^exponent}; a square or cube of something cheap is a product. */
  static Value power(Value base, Value exponent) {
    boolean simple = isTrivial(base) || base instanceof Value.Element;
    if ((simple || isCheap(base)) && exponent.equals(new Value.Real(2))) {
      return times(base, base);
    }
    if (simple && exponent.equals(new Value.Real(3))) {
      return times(times(base, base), base);
    }
    return new Value.Operation(Code.POWER, base, exponent);
  }

  /** A sum or difference of simple things; what is written twice is still computed once. */
  private static boolean isCheap(Value value) {
    return value instanceof Value.Operation operation
        && (operation.code() == Code.ADD || operation.code() == Code.SUBTRACT)
        && operation.operands().stream()
            .allMatch(operand -> isTrivial(operand) || operand instanceof Value.Element);
  }

  /** {@code max + log(sum)}; an infinite max is the result itself. */
  static Value logSumExp(Value max, Value sum) {
    Value infinity = new Value.Real(Double.POSITIVE_INFINITY);
    Value infinite = new Value.Operation(Code.EQUAL, new Value.Operation(Code.ABS, max), infinity);
    return new Value.Choice(infinite, max, plus(max, new Value.Operation(Code.LOG, sum)));
  }

  /** True for what costs nothing to write twice: constants and locals. */
  static boolean isTrivial(Value value) {
    return value instanceof Value.Real
        || value instanceof Value.Whole
        || value instanceof Value.Local;
  }
}
