package dev.layerc.schedule;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Quotient and remainder that are put together again are what they were taken from: where one loop
 * runs over several axes, or a tensor is reshaped, and an array lies in just that order.
 *
 * <pre>{@code
 * i / 5 * 5 + i % 5                                    ->   i
 * int l = term % 5; int k = term / 5;
 * K[(o * 5 + k) * 5 + l]                               ->   K[o * 25 + term]
 * }</pre>
 */
final class JoinDigits {
  /** The quotients and remainders that have a name. */
  private final Map<Value.Local, Value> named = new HashMap<>();

  private JoinDigits() {}

  static List<Statement> in(List<Statement> body) {
    JoinDigits digits = new JoinDigits();
    body.forEach(statement -> LoopRewriter.forEachStatement(statement, digits::name));
    List<Statement> joined =
        body.stream().map(statement -> LoopRewriter.map(statement, digits::join)).toList();
    return joined.equals(body) ? body : DropUnused.in(joined, digits.named.keySet());
  }

  private void name(Statement statement) {
    if (statement instanceof Statement.Declare declare
        && (isBy(Code.INT_QUOTIENT, declare.value())
            || isBy(Code.INT_REMAINDER, declare.value()))) {
      named.put(new Value.Local(declare.name(), declare.type()), declare.value());
    }
  }

  private static boolean isBy(Code code, Value value) {
    return value instanceof Value.Operation operation
        && operation.code() == code
        && operation.operands().get(1) instanceof Value.Whole;
  }

  /** {@code quotient * n + remainder}, or {@code (a + quotient) * n + remainder}. */
  private Value join(Value value) {
    if (!(value instanceof Value.Operation sum) || sum.code() != Code.INT_ADD) {
      return value;
    }
    Value low = definition(sum.operands().get(1));
    return isBy(Code.INT_REMAINDER, low)
            && isBy(Code.INT_MULTIPLY, sum.operands().get(0))
            && constant(low).equals(constant(sum.operands().get(0)))
        ? join(operand(sum.operands().get(0)), operand(low), constant(low)).orElse(value)
        : value;
  }

  /** What {@code high * size + whole % size} is, if {@code whole / size} is in {@code high}. */
  private Optional<Value> join(Value high, Value whole, Value.Whole size) {
    Value quotient = expanded(new Value.Operation(Code.INT_QUOTIENT, whole, size));
    if (expanded(high).equals(quotient)) {
      return Optional.of(whole);
    }
    return high instanceof Value.Operation sum
            && sum.code() == Code.INT_ADD
            && expanded(sum.operands().get(1)).equals(quotient)
        ? Optional.of(Wholes.add(times(sum.operands().get(0), size), whole))
        : Optional.empty();
  }

  private static Value times(Value value, Value.Whole factor) {
    return isBy(Code.INT_MULTIPLY, value)
        ? Wholes.multiply(
            operand(value), Math.multiplyExact(constant(value).value(), factor.value()))
        : Wholes.multiply(value, factor);
  }

  private static Value operand(Value value) {
    return ((Value.Operation) value).operands().get(0);
  }

  private static Value.Whole constant(Value value) {
    return (Value.Whole) ((Value.Operation) value).operands().get(1);
  }

  private Value definition(Value value) {
    return named.getOrDefault(value, value);
  }

  /** Without names, and a quotient of a quotient as one. */
  private Value expanded(Value value) {
    return LoopRewriter.map(
        value, part -> named.containsKey(part) ? expanded(named.get(part)) : oneQuotient(part));
  }

  private static Value oneQuotient(Value value) {
    if (!isBy(Code.INT_QUOTIENT, value) || !isBy(Code.INT_QUOTIENT, operand(value))) {
      return value;
    }
    Value inner = operand(value);
    int by = Math.multiplyExact(constant(inner).value(), constant(value).value());
    return new Value.Operation(Code.INT_QUOTIENT, operand(inner), Wholes.constant(by));
  }
}
