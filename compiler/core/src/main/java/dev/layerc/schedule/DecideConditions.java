package dev.layerc.schedule;

import dev.layerc.equation.Interval;
import dev.layerc.loop.Code;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what the bounds of the loops around it decide, and writes the rest as one would by hand.
 *
 * <pre>
 * in for (i = 0; i &lt; 6; i++):  i &gt;= 0 &amp;&amp; i - 1 &gt;= 0   -&gt;   i &gt; 0
 *                              floorDiv(i, 2)         -&gt;   i / 2
 * </pre>
 *
 * A loop with nothing in it is dropped.
 */
final class DecideConditions {
  private final WholeRanges ranges;

  private DecideConditions(WholeRanges ranges) {
    this.ranges = ranges;
  }

  static List<Statement> in(List<Statement> body, WholeRanges ranges) {
    return new DecideConditions(ranges).all(body);
  }

  private List<Statement> all(List<Statement> body) {
    List<Statement> decided = new ArrayList<>();
    body.forEach(statement -> decided.addAll(in(statement)));
    return decided;
  }

  private List<Statement> in(Statement statement) {
    if (statement instanceof Statement.Loop loop) {
      return in(loop);
    }
    if (statement instanceof Statement.Branch branch) {
      return in(branch);
    }
    return List.of(LoopRewriter.map(statement, this::simpler));
  }

  private List<Statement> in(Statement.Loop loop) {
    ranges.note(loop);
    List<Statement> body = all(loop.body());
    return body.isEmpty()
        ? List.of()
        : List.of(
            new Statement.Loop(
                loop.variable(), simple(loop.from()), simple(loop.to()), loop.step(), body));
  }

  private List<Statement> in(Statement.Branch branch) {
    Value condition = simple(branch.condition());
    if (condition.equals(Truths.TRUE) || condition.equals(Truths.FALSE)) {
      return all(condition.equals(Truths.TRUE) ? branch.whenTrue() : branch.whenFalse());
    }
    return List.of(
        new Statement.Branch(condition, all(branch.whenTrue()), all(branch.whenFalse())));
  }

  private Value simple(Value value) {
    return LoopRewriter.map(value, this::simpler);
  }

  private Value simpler(Value value) {
    if (value instanceof Value.Choice choice) {
      return Truths.choose(choice.condition(), choice.whenTrue(), choice.whenFalse());
    }
    if (!(value instanceof Value.Operation operation) || operation.operands().size() > 2) {
      return value;
    }
    Value left = operation.operands().get(0);
    Value right = operation.operands().get(operation.operands().size() - 1);
    return switch (operation.code()) {
      case AND -> Truths.and(left, right);
      case OR -> Truths.or(left, right);
      case NOT -> Truths.not(left);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL ->
          WholeRanges.isWhole(left) && WholeRanges.isWhole(right)
              ? compare(operation.code(), left, right)
              : value;
      case INT_DIVIDE -> ofNatural(operation, Code.INT_QUOTIENT);
      case INT_MODULO -> ofNatural(operation, Code.INT_REMAINDER);
      default -> value;
    };
  }

  /** Rounding down is what Java does where nothing is negative. */
  private Value ofNatural(Value.Operation operation, Code code) {
    boolean natural = operation.operands().stream().allMatch(of -> ranges.of(of).low() >= 0);
    return natural ? new Value.Operation(code, operation.operands()) : operation;
  }

  private Value compare(Code code, Value left, Value right) {
    Interval difference = ranges.of(left).minus(ranges.of(right));
    boolean less = difference.high() < 0;
    boolean more = difference.low() > 0;
    boolean same = difference.equals(Interval.exactly(0));
    return switch (code) {
      case LESS -> decided(less, difference.low() >= 0, code, left, right);
      case LESS_OR_EQUAL -> decided(difference.high() <= 0, more, code, left, right);
      case GREATER -> decided(more, difference.high() <= 0, code, left, right);
      case GREATER_OR_EQUAL -> decided(difference.low() >= 0, less, code, left, right);
      case EQUAL -> decided(same, less || more, code, left, right);
      default -> decided(less || more, same, code, left, right);
    };
  }

  private static Value decided(boolean holds, boolean fails, Code code, Value left, Value right) {
    return holds || fails ? Truths.of(holds) : written(code, left, right);
  }

  /** {@code t > 0} for {@code t - 1 >= 0}: constants on the right, and no more than needed. */
  private static Value written(Code code, Value left, Value right) {
    if (left instanceof Value.Whole && !(right instanceof Value.Whole)) {
      return written(mirrored(code), right, left);
    }
    if (!(right instanceof Value.Whole bound)) {
      return Truths.compare(code, left, right);
    }
    int added = Wholes.addedTo(left);
    Value base = Wholes.subtract(left, Wholes.constant(added));
    int rest = Math.subtractExact(bound.value(), added);
    if (base instanceof Value.Operation product
        && product.code() == Code.INT_MULTIPLY
        && product.operands().get(1) instanceof Value.Whole factor
        && factor.value() > 0
        && code != Code.EQUAL
        && code != Code.NOT_EQUAL) {
      return against(code, product.operands().get(0), quotient(code, rest, factor.value()));
    }
    return against(code, base, rest);
  }

  /** What a number is to be compared with in place of its multiple. */
  private static int quotient(Code code, int bound, int factor) {
    boolean up = code == Code.LESS || code == Code.GREATER_OR_EQUAL;
    return up ? -Math.floorDiv(-bound, factor) : Math.floorDiv(bound, factor);
  }

  private static Value against(Code code, Value value, int bound) {
    return code == Code.GREATER_OR_EQUAL && bound == 1
        ? Truths.compare(Code.GREATER, value, Wholes.constant(0))
        : Truths.compare(code, value, Wholes.constant(bound));
  }

  /** The comparison with its sides exchanged. */
  private static Code mirrored(Code code) {
    return switch (code) {
      case LESS -> Code.GREATER;
      case LESS_OR_EQUAL -> Code.GREATER_OR_EQUAL;
      case GREATER -> Code.LESS;
      case GREATER_OR_EQUAL -> Code.LESS_OR_EQUAL;
      default -> code;
    };
  }
}
