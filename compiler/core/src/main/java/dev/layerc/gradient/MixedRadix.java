package dev.layerc.gradient;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.IndexValue;
import dev.layerc.equation.Expr.Literal;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Positions written as the digits of one number, as {@code reshape} does.
 *
 * <pre>
 *   x[n/12, n/4%3, n%4] at (a, b, c)     n = 12*a + 4*b + c
 *   x[12*a + 4*b + c] at n               a = n/12, b = n/4%3, c = n%4
 * </pre>
 */
final class MixedRadix {
  /** Axes {@code axes} at {@code places} say together {@code number == value}. */
  record Joined(List<Expr> axes, List<Index> places, Affine number, Affine value) {}

  /** {@code number / divisor % modulus}; no modulus is {@link Long#MAX_VALUE}. */
  private record Digit(Affine number, long divisor, long modulus) {}

  private MixedRadix() {}

  /** The axes that are all the digits of one number, if there are any. */
  static Optional<Joined> joinDigits(List<Expr> axes, List<Index> places) {
    Map<Affine, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < axes.size(); i++) {
      int axis = i;
      digit(axes.get(i))
          .ifPresent(d -> groups.computeIfAbsent(d.number, n -> new ArrayList<>()).add(axis));
    }
    return groups.values().stream()
        .filter(group -> group.size() > 1)
        .map(group -> join(group, axes, places))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Joined> join(List<Integer> group, List<Expr> axes, List<Index> places) {
    List<Integer> lowestFirst = new ArrayList<>(group);
    lowestFirst.sort(Comparator.comparingLong(i -> digit(axes.get(i)).orElseThrow().divisor));
    long weight = 1;
    Affine value = Affine.constant(0);
    List<Expr> joined = new ArrayList<>();
    List<Index> at = new ArrayList<>();
    for (int i : lowestFirst) {
      Digit digit = digit(axes.get(i)).orElseThrow();
      boolean last = joined.size() == group.size() - 1;
      boolean whole =
          digit.modulus == places.get(i).extent() || (last && covers(digit, places.get(i)));
      if (digit.divisor != weight || !whole) {
        return Optional.empty();
      }
      value = Affine.of(places.get(i)).times(weight).plus(value);
      weight *= places.get(i).extent();
      joined.add(axes.get(i));
      at.add(places.get(i));
    }
    Affine number = digit(axes.get(group.get(0))).orElseThrow().number;
    return weight <= Integer.MAX_VALUE && number.range().within((int) weight)
        ? Optional.of(new Joined(joined, at, number, value))
        : Optional.empty();
  }

  /** The highest digit needs no modulus. */
  private static boolean covers(Digit digit, Index place) {
    return digit.modulus == Long.MAX_VALUE
        && digit.number.range().floorDivide(digit.divisor).within(place.extent());
  }

  private static Optional<Digit> digit(Expr axis) {
    if (axis instanceof Apply apply
        && apply.operator() == Operator.FLOOR_MODULO
        && apply.operands().get(1) instanceof Literal modulus) {
      return quotient(apply.operands().get(0))
          .map(d -> new Digit(d.number, d.divisor, (long) modulus.value()));
    }
    return quotient(axis);
  }

  private static Optional<Digit> quotient(Expr axis) {
    if (axis instanceof Apply apply
        && apply.operator() == Operator.FLOOR_DIVIDE
        && apply.operands().get(1) instanceof Literal divisor) {
      return Affine.of(apply.operands().get(0))
          .map(number -> new Digit(number, (long) divisor.value(), Long.MAX_VALUE));
    }
    return Affine.of(axis).map(number -> new Digit(number, 1, Long.MAX_VALUE));
  }

  /** The digits of {@code number} at {@code place}, if its indices are just that. */
  static Optional<Map<Index, Expr>> splitNumber(Affine number, Index place) {
    List<Index> highestFirst = new ArrayList<>(number.indices());
    highestFirst.sort(Comparator.comparingLong(number::coefficient).reversed());
    if (highestFirst.size() < 2 || number.constant() != 0) {
      return Optional.empty();
    }
    Map<Index, Expr> digits = new LinkedHashMap<>();
    long weight = 1;
    for (int i = highestFirst.size() - 1; i >= 0; i--) {
      Index index = highestFirst.get(i);
      if (index.isBatch() || number.coefficient(index) != weight) {
        return Optional.empty();
      }
      digits.put(index, digit(place, weight, index.extent(), i == 0));
      weight *= index.extent();
    }
    return weight <= place.extent() ? Optional.of(digits) : Optional.empty();
  }

  private static Expr digit(Index place, long weight, int extent, boolean highest) {
    Expr value = new IndexValue(place);
    Expr quotient =
        weight == 1
            ? value
            : new Apply(Operator.FLOOR_DIVIDE, value, Arithmetic.literal((double) weight));
    return highest
        ? quotient
        : new Apply(Operator.FLOOR_MODULO, quotient, Arithmetic.literal(extent));
  }
}
