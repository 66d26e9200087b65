package dev.layerc.gradient;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Congruence;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.IndexValue;
import dev.layerc.equation.Index;
import dev.layerc.equation.Interval;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Substitution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Solves {@code A(u) = t} for as many of the indices {@code u} as it can: axis after axis, an index
 * that is not solved for yet (a pivot) is expressed by {@code t} and the rest.
 *
 * <pre>
 *   R2   axis i              i = t
 *   R2a  axis i + k          i = t - k             where 0 <= t-k < extent of i
 *   R2b  axis s*i + d*k + c  i = (t - d*k - c)/s   where also (t-d*k-c) % s == 0
 *        axis (i + d*k)/s    i = s*t - d*k         within where (i + d*k) % s == 0
 *   R2c  axis i again, or c  nothing to solve      where i == t
 * </pre>
 *
 * Digits of one number, which are what {@code reshape} writes, are put together or taken apart
 * first ({@link MixedRadix}).
 */
final class InvertIndexMap {
  /**
   * The solved map.
   *
   * @param pivots each pivot's value
   * @param guards under which {@code A(u) = t} has this solution, the ranges of pivots left out
   * @param ranges for each pivot that may fall outside of its extent, the guard of its range
   * @param strided true where a pivot had to be divided (R2b)
   */
  record Solution(
      Map<Index, Expr> pivots, List<Expr> guards, Map<Index, Expr> ranges, boolean strided) {}

  private final List<Expr> unsolved = new ArrayList<>();
  private final List<Index> places = new ArrayList<>();
  private final List<Index> indices;
  private final List<Congruence> congruences;
  private final Map<Index, Affine> solved = new LinkedHashMap<>();
  private final Map<Index, Expr> divided = new LinkedHashMap<>();
  private final List<Expr> guards = new ArrayList<>();

  /** Indices that a solution by division speaks of; they must stay. */
  private final Set<Index> kept = new LinkedHashSet<>();

  private InvertIndexMap(List<Index> indices, List<Congruence> congruences) {
    this.indices = indices;
    this.congruences = congruences;
  }

  /**
   * @param at {@code A(u)}
   * @param indices {@code u}; of two that could be the pivot, the one with the larger extent is, or
   *     else the earlier
   * @param target {@code t}, disjoint from {@code u} but for {@link Index#BATCH}
   * @param congruences what is known to hold at {@code u}
   */
  static Solution solve(
      List<Expr> at, List<Index> indices, List<Index> target, List<Congruence> congruences) {
    InvertIndexMap inversion = new InvertIndexMap(indices, congruences);
    inversion.takePlainAxes(at, target);
    inversion.takeDigits();
    inversion.takeUnitAxes();
    inversion.takeQuotients();
    inversion.takeStridedAxes();
    inversion.guardTheRest();
    return inversion.solution();
  }

  private void takePlainAxes(List<Expr> at, List<Index> target) {
    for (int axis = 0; axis < at.size(); axis++) {
      Optional<Index> plain = Affine.of(at.get(axis)).flatMap(Affine::asIndex);
      if (plain.isPresent() && isFree(plain.get())) {
        solved.put(plain.get(), Affine.of(target.get(axis)));
      } else {
        unsolved.add(at.get(axis));
        places.add(target.get(axis));
      }
    }
  }

  /** Replaces axes that are the digits of one number, or splits a number into its digits. */
  private void takeDigits() {
    MixedRadix.joinDigits(unsolved, places)
        .ifPresent(
            joined -> {
              unsolved.removeAll(joined.axes());
              places.removeAll(joined.places());
              takeNumber(joined.number(), joined.value());
            });
    for (int i = 0; i < unsolved.size(); i++) {
      int axis = i;
      Optional<Map<Index, Expr>> digits =
          Affine.of(unsolved.get(i))
              .flatMap(number -> MixedRadix.splitNumber(number, places.get(axis)));
      if (digits.isPresent() && digits.get().keySet().stream().allMatch(this::isFree)) {
        divided.putAll(digits.get());
        unsolved.remove(i);
        places.remove(i--);
      }
    }
  }

  /** {@code number == value}, where number was the joined digits of a position. */
  private void takeNumber(Affine number, Affine value) {
    Affine left = reduced(number);
    Optional<Index> pivot = pivot(left, 1);
    if (pivot.isPresent()) {
      solveFor(pivot.get(), left, value);
    } else {
      guards.add(Arithmetic.equal(number.toExpr(), value.toExpr()));
    }
  }

  private void takeUnitAxes() {
    for (int i = 0; i < unsolved.size(); i++) {
      Optional<Affine> axis = Affine.of(unsolved.get(i)).map(this::reduced);
      Optional<Index> pivot = axis.flatMap(affine -> pivot(affine, 1));
      if (pivot.isPresent()) {
        solveFor(pivot.get(), axis.get(), Affine.of(places.get(i)));
        unsolved.remove(i);
        places.remove(i--);
      }
    }
  }

  private void solveFor(Index pivot, Affine axis, Affine value) {
    long coefficient = axis.coefficient(pivot);
    Affine rest = axis.minus(Affine.of(pivot).times(coefficient));
    Affine solution = value.minus(rest).times(coefficient);
    solved.replaceAll((index, affine) -> replace(affine, pivot, solution));
    solved.put(pivot, solution);
  }

  /** Axes that are divided for, where it is known that the division comes out even. */
  private void takeQuotients() {
    for (int i = 0; i < unsolved.size(); i++) {
      Affine place = Affine.of(places.get(i));
      Optional<Congruence> even = evenQuotient(unsolved.get(i));
      Optional<Affine> number = even.map(congruence -> reduced(congruence.number()));
      Optional<Index> pivot = number.flatMap(affine -> pivot(affine, 1));
      if (pivot.isPresent()) {
        solveFor(pivot.get(), number.get(), place.times(even.get().modulus()));
        unsolved.remove(i);
        places.remove(i--);
      }
    }
  }

  private Optional<Congruence> evenQuotient(Expr axis) {
    return congruences.stream().filter(congruence -> congruence.isQuotient(axis)).findFirst();
  }

  private void takeStridedAxes() {
    for (int i = 0; i < unsolved.size(); i++) {
      Optional<Affine> axis = Affine.of(unsolved.get(i)).map(this::reduced);
      Optional<Index> pivot = axis.flatMap(affine -> pivot(affine, Long.MAX_VALUE));
      if (pivot.isPresent() && axis.get().indices().stream().noneMatch(divided::containsKey)) {
        divide(pivot.get(), axis.get(), Affine.of(places.get(i)));
        unsolved.remove(i);
        places.remove(i--);
      }
    }
  }

  private void divide(Index pivot, Affine axis, Affine place) {
    long stride = axis.coefficient(pivot);
    Affine rest = axis.minus(Affine.of(pivot).times(stride));
    Affine multiple = place.minus(rest).times(stride < 0 ? -1 : 1);
    Expr divisor = Arithmetic.literal((double) Math.abs(stride));
    kept.addAll(rest.indices());
    Expr remainder = new Apply(Operator.FLOOR_MODULO, multiple.toExpr(), divisor);
    guards.add(Arithmetic.equal(remainder, Arithmetic.ZERO));
    divided.put(pivot, new Apply(Operator.FLOOR_DIVIDE, multiple.toExpr(), divisor));
  }

  private void guardTheRest() {
    for (int i = 0; i < unsolved.size(); i++) {
      Expr place = new IndexValue(places.get(i));
      boolean constant = unsolved.get(i) instanceof Expr.Literal;
      guards.add(
          constant
              ? Arithmetic.equal(place, unsolved.get(i))
              : Arithmetic.equal(unsolved.get(i), place));
    }
  }

  private Solution solution() {
    Map<Index, Expr> pivots = new LinkedHashMap<>();
    solved.forEach(
        (index, affine) -> pivots.put(index, Substitution.substitute(affine.toExpr(), divided)));
    pivots.putAll(divided);
    Map<Index, Expr> ranges = new LinkedHashMap<>();
    pivots.forEach((index, value) -> range(index, value).ifPresent(g -> ranges.put(index, g)));
    boolean strided = guards.stream().anyMatch(InvertIndexMap::isDivisibility);
    return new Solution(pivots, guards, ranges, strided);
  }

  private static boolean isDivisibility(Expr guard) {
    return guard instanceof Apply equal
        && equal.operands().get(0) instanceof Apply left
        && left.operator() == Operator.FLOOR_MODULO
        && Arithmetic.isZero(equal.operands().get(1));
  }

  private static Optional<Expr> range(Index pivot, Expr value) {
    if (pivot.isBatch() || Interval.of(value).within(pivot.extent())) {
      return Optional.empty();
    }
    List<Expr> bounds = new ArrayList<>();
    if (Interval.of(value).low() < 0) {
      bounds.add(new Apply(Operator.GREATER_OR_EQUAL, value, Arithmetic.ZERO));
    }
    if (Interval.of(value).high() >= pivot.extent()) {
      bounds.add(new Apply(Operator.LESS, value, Arithmetic.literal(pivot.extent())));
    }
    return Arithmetic.all(bounds);
  }

  /**
   * The index with the largest extent, since the others become a sum; empty if its coefficient is
   * larger than {@code largest}.
   */
  private Optional<Index> pivot(Affine axis, long largest) {
    Index best = null;
    for (Index index : indices) {
      boolean possible = axis.coefficient(index) != 0 && isFree(index);
      if (possible && (best == null || index.extent() > best.extent())) {
        best = index;
      }
    }
    return Optional.ofNullable(best).filter(index -> Math.abs(axis.coefficient(index)) <= largest);
  }

  private boolean isFree(Index index) {
    return indices.contains(index)
        && !solved.containsKey(index)
        && !divided.containsKey(index)
        && !kept.contains(index);
  }

  private Affine reduced(Affine affine) {
    Affine result = affine;
    for (Map.Entry<Index, Affine> entry : solved.entrySet()) {
      result = replace(result, entry.getKey(), entry.getValue());
    }
    return result;
  }

  private static Affine replace(Affine affine, Index index, Affine value) {
    long coefficient = affine.coefficient(index);
    return coefficient == 0
        ? affine
        : affine.minus(Affine.of(index).times(coefficient)).plus(value.times(coefficient));
  }
}
