package dev.layerc.equation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of indices at one place of an equation: their extents, narrowed by the guards that
 * hold there. {@code i < A ? a[i] : b[i-A]} reads {@code b} where {@code i >= A}.
 */
public final class IndexRanges {
  /** Nothing but the extents. */
  public static final IndexRanges WHOLE = new IndexRanges(Map.of());

  private static final Affine ONE = Affine.constant(1);

  private final Map<Index, Interval> narrowed;

  private IndexRanges(Map<Index, Interval> narrowed) {
    this.narrowed = narrowed;
  }

  /** The values that an index can have here. */
  public Interval of(Index index) {
    return narrowed.getOrDefault(index, Interval.of(index));
  }

  /** True where the guards contradict one another: this place is never reached. */
  public boolean isImpossible() {
    return narrowed.values().stream().anyMatch(Interval::isEmpty);
  }

  /**
   * The values of a whole expression here; everything where nothing better is known, and nothing
   * where this place is never reached.
   */
  public Interval of(Expr expr) {
    if (isImpossible()) {
      return Interval.EMPTY;
    }
    Optional<Affine> affine = Affine.of(expr);
    if (affine.isPresent()) {
      return of(affine.get());
    }
    if (expr instanceof Expr.Read read) {
      return ofRead(read);
    }
    if (expr instanceof Expr.Select select) {
      Interval whenTrue = assuming(select.condition()).of(select.whenTrue());
      return whenTrue.union(assumingNot(select.condition()).of(select.whenFalse()));
    }
    return expr instanceof Expr.Apply apply ? ofApply(apply) : Interval.ALL;
  }

  /** The values of an affine expression here. */
  public Interval of(Affine affine) {
    Interval sum = Interval.exactly(affine.constant());
    for (Map.Entry<Index, Long> term : affine.coefficients().entrySet()) {
      sum = sum.plus(of(term.getKey()).times(Interval.exactly(term.getValue())));
    }
    return sum;
  }

  private static Interval ofRead(Expr.Read read) {
    if (read.tensor().isReal()) {
      return Interval.ALL;
    }
    // What an equation computed may be an argmax over nothing, which is -1.
    boolean given = read.tensor().role() == Role.INPUT || read.tensor().role() == Role.TARGET;
    Interval stored = new Interval(given ? 0 : -1, read.tensor().type().limit() - 1L);
    if (read.otherwise().isEmpty()) {
      return stored;
    }
    double otherwise = read.otherwise().getAsDouble();
    return otherwise == Math.rint(otherwise) && !Double.isInfinite(otherwise)
        ? stored.union(Interval.exactly((long) otherwise))
        : Interval.ALL;
  }

  private Interval ofApply(Expr.Apply apply) {
    Interval first = of(apply.operands().get(0));
    if (apply.operator().arity() == 1) {
      return ofUnary(apply.operator(), first);
    }
    Interval second = of(apply.operands().get(1));
    boolean byConstant = second.low() == second.high();
    return switch (apply.operator()) {
      case ADD -> first.plus(second);
      case SUBTRACT -> first.minus(second);
      case MULTIPLY -> first.times(second);
      case MIN ->
          new Interval(Math.min(first.low(), second.low()), Math.min(first.high(), second.high()));
      case MAX ->
          new Interval(Math.max(first.low(), second.low()), Math.max(first.high(), second.high()));
      case FLOOR_DIVIDE -> byConstant ? first.floorDivide(second.low()) : Interval.ALL;
      case FLOOR_MODULO -> byConstant ? first.floorModulo(second.low()) : Interval.ALL;
      default -> Interval.ALL;
    };
  }

  private static Interval ofUnary(Operator operator, Interval operand) {
    return switch (operator) {
      case NEGATE -> operand.negate();
      case STOP, FLOOR -> operand;
      default -> Interval.ALL;
    };
  }

  /** What is known where {@code condition} holds. */
  public IndexRanges assuming(Expr condition) {
    return assume(condition, true);
  }

  /** What is known where {@code condition} does not hold. */
  public IndexRanges assumingNot(Expr condition) {
    return assume(condition, false);
  }

  private IndexRanges assume(Expr condition, boolean holds) {
    if (!(condition instanceof Expr.Apply apply)) {
      return this;
    }
    List<Expr> operands = apply.operands();
    return switch (apply.operator()) {
      case NOT -> assume(operands.get(0), !holds);
      case AND ->
          holds
              ? assume(operands.get(0), true).assume(operands.get(1), true)
              : either(assume(operands.get(0), false), assume(operands.get(1), false));
      case OR ->
          holds
              ? either(assume(operands.get(0), true), assume(operands.get(1), true))
              : assume(operands.get(0), false).assume(operands.get(1), false);
      default -> assumeComparison(apply, holds);
    };
  }

  private IndexRanges assumeComparison(Expr.Apply apply, boolean holds) {
    if (apply.operator().arity() != 2) {
      return this;
    }
    Optional<Affine> left = Affine.of(apply.operands().get(0));
    Optional<Affine> right = Affine.of(apply.operands().get(1));
    if (left.isEmpty() || right.isEmpty()) {
      return this;
    }
    Affine difference = left.get().minus(right.get());
    Affine opposite = difference.times(-1);
    // Each comparison becomes one or two of the form "affine <= 0".
    return switch (apply.operator()) {
      case LESS -> holds ? notPositive(difference.plus(ONE)) : notPositive(opposite);
      case LESS_OR_EQUAL -> holds ? notPositive(difference) : notPositive(opposite.plus(ONE));
      case GREATER -> holds ? notPositive(opposite.plus(ONE)) : notPositive(difference);
      case GREATER_OR_EQUAL -> holds ? notPositive(opposite) : notPositive(difference.plus(ONE));
      case EQUAL -> holds ? notPositive(difference).notPositive(opposite) : this;
      case NOT_EQUAL -> holds ? this : notPositive(difference).notPositive(opposite);
      default -> this;
    };
  }

  /** Narrows every index of {@code affine <= 0} by the least that the others can be. */
  private IndexRanges notPositive(Affine affine) {
    Map<Index, Interval> ranges = new LinkedHashMap<>(narrowed);
    for (Map.Entry<Index, Long> term : affine.coefficients().entrySet()) {
      Index index = term.getKey();
      long coefficient = term.getValue();
      Affine rest = affine.minus(Affine.of(index).times(coefficient));
      long least = of(rest).low();
      if (least != Long.MIN_VALUE && least != Long.MAX_VALUE) {
        ranges.put(index, of(index).intersect(bound(coefficient, least)));
      }
    }
    return new IndexRanges(ranges);
  }

  /** The values of {@code i} with {@code coefficient * i + least <= 0}. */
  private static Interval bound(long coefficient, long least) {
    return coefficient > 0
        ? new Interval(Long.MIN_VALUE, Math.floorDiv(-least, coefficient))
        : new Interval(-Math.floorDiv(-least, -coefficient), Long.MAX_VALUE);
  }

  private static IndexRanges either(IndexRanges one, IndexRanges other) {
    if (one.isImpossible() || other.isImpossible()) {
      return one.isImpossible() ? other : one;
    }
    Map<Index, Interval> ranges = new LinkedHashMap<>();
    one.narrowed.keySet().stream()
        .filter(other.narrowed::containsKey)
        .forEach(index -> ranges.put(index, one.of(index).union(other.of(index))));
    return new IndexRanges(ranges);
  }
}
