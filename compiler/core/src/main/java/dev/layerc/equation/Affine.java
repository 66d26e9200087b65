package dev.layerc.equation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A whole expression as {@code constant + sum of coefficient * index}. Indices whose coefficient is
 * 0 are left out; the others stand in the order of their first mention.
 */
public record Affine(Map<Index, Long> coefficients, long constant) {
  public Affine {
    Map<Index, Long> nonZero = new LinkedHashMap<>(coefficients);
    nonZero.values().removeIf(coefficient -> coefficient == 0);
    coefficients = Collections.unmodifiableMap(nonZero);
  }

  public static Affine constant(long value) {
    return new Affine(Map.of(), value);
  }

  public static Affine of(Index index) {
    return new Affine(Map.of(index, 1L), 0);
  }

  /** The affine form of {@code expr}; empty where it has none. */
  public static Optional<Affine> of(Expr expr) {
    if (expr instanceof Expr.Literal literal) {
      long whole = (long) literal.value();
      return whole == literal.value() ? Optional.of(constant(whole)) : Optional.empty();
    }
    if (expr instanceof Expr.IndexValue value) {
      return Optional.of(of(value.index()));
    }
    return expr instanceof Expr.Apply apply ? ofApply(apply) : Optional.empty();
  }

  private static Optional<Affine> ofApply(Expr.Apply apply) {
    Optional<Affine> first = of(apply.operands().get(0));
    if (first.isEmpty()) {
      return first;
    }
    if (apply.operator() == Operator.NEGATE) {
      return Optional.of(first.get().times(-1));
    }
    if (apply.operands().size() < 2) {
      return Optional.empty();
    }
    return of(apply.operands().get(1)).flatMap(second -> combine(apply, first.get(), second));
  }

  private static Optional<Affine> combine(Expr.Apply apply, Affine first, Affine second) {
    return switch (apply.operator()) {
      case ADD -> Optional.of(first.plus(second));
      case SUBTRACT -> Optional.of(first.plus(second.times(-1)));
      case MULTIPLY -> {
        if (first.isConstant()) {
          yield Optional.of(second.times(first.constant));
        }
        yield second.isConstant() ? Optional.of(first.times(second.constant)) : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  public Affine plus(Affine other) {
    Map<Index, Long> sum = new LinkedHashMap<>(coefficients);
    other.coefficients.forEach((index, value) -> sum.merge(index, value, Math::addExact));
    return new Affine(sum, Math.addExact(constant, other.constant));
  }

  public Affine minus(Affine other) {
    return plus(other.times(-1));
  }

  /** The same of another index in the place of one. */
  public Affine renamed(Index from, Index to) {
    Map<Index, Long> renamed = new LinkedHashMap<>();
    coefficients.forEach(
        (index, value) -> renamed.merge(index.equals(from) ? to : index, value, Math::addExact));
    return new Affine(renamed, constant);
  }

  public Affine times(long factor) {
    Map<Index, Long> product = new LinkedHashMap<>();
    coefficients.forEach((index, value) -> product.put(index, Math.multiplyExact(value, factor)));
    return new Affine(product, Math.multiplyExact(constant, factor));
  }

  /** The coefficient of an index; 0 where it does not occur. */
  public long coefficient(Index index) {
    return coefficients.getOrDefault(index, 0L);
  }

  public Set<Index> indices() {
    return coefficients.keySet();
  }

  public boolean isConstant() {
    return coefficients.isEmpty();
  }

  /** The index, where this is one index and nothing else. */
  public Optional<Index> asIndex() {
    if (constant != 0 || coefficients.size() != 1) {
      return Optional.empty();
    }
    Map.Entry<Index, Long> only = coefficients.entrySet().iterator().next();
    return only.getValue() == 1 ? Optional.of(only.getKey()) : Optional.empty();
  }

  /** The values it takes over the whole range of its indices. */
  public Interval range() {
    Interval range = Interval.exactly(constant);
    for (Map.Entry<Index, Long> term : coefficients.entrySet()) {
      range = range.plus(Interval.of(term.getKey()).times(Interval.exactly(term.getValue())));
    }
    return range;
  }

  /**
   * The shortest expression of this form: terms with a positive coefficient first ({@code i*2+k-1},
   * {@code 3-k}).
   */
  public Expr toExpr() {
    Expr sum = null;
    for (Map.Entry<Index, Long> term : coefficients.entrySet()) {
      if (term.getValue() > 0) {
        Expr scaled = scaled(term.getKey(), term.getValue());
        sum = sum == null ? scaled : new Expr.Apply(Operator.ADD, sum, scaled);
      }
    }
    long rest = constant;
    if (sum == null) {
      sum = new Expr.Literal(constant);
      rest = 0;
    }
    if (rest > 0) {
      sum = new Expr.Apply(Operator.ADD, sum, new Expr.Literal(rest));
    } else if (rest < 0) {
      sum = new Expr.Apply(Operator.SUBTRACT, sum, new Expr.Literal(-rest));
    }
    for (Map.Entry<Index, Long> term : coefficients.entrySet()) {
      if (term.getValue() < 0) {
        sum = new Expr.Apply(Operator.SUBTRACT, sum, scaled(term.getKey(), -term.getValue()));
      }
    }
    return sum;
  }

  private static Expr scaled(Index index, long coefficient) {
    Expr value = new Expr.IndexValue(index);
    return coefficient == 1
        ? value
        : new Expr.Apply(Operator.MULTIPLY, value, new Expr.Literal(coefficient));
  }
}
