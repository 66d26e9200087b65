package dev.layerc.schedule;

import dev.layerc.equation.Affine;
import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Congruence;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.FreshIndices;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two indices of a congruence {@code a*i + d*k + c = 0 (mod s)}, taken apart so that it always
 * holds:
 *
 * <pre>
 *   k = S*q + r             with r from 0 to before S = s/gcd(d, s)
 *   i = s*m + e*r + f       with a*e + d and a*f + c multiples of s
 * </pre>
 *
 * where what is divided by {@code s} is {@code a*m + q*d/gcd(d, s)} and a multiple of {@code r}. Of
 * a transposed convolution with stride 2, {@code (i+1-k) % 2 == 0}, that is {@code k = 2*q + r} and
 * {@code i = 2*m + r - 1}, with the quotient {@code m - q}.
 *
 * @param place {@code i}, of what is computed
 * @param term {@code k}, of what is summed
 * @param remainder {@code r}
 * @param placeQuotient {@code m}, under the name of {@code i}
 * @param termQuotient {@code q}, under the name of {@code k}
 * @param placeValue {@code s*m + e*r + f}, where {@code m} counts from 0
 * @param step {@code e}
 */
record RemainderSplit(
    Congruence congruence,
    Index place,
    Index term,
    Index remainder,
    Index placeQuotient,
    Index termQuotient,
    Affine placeValue,
    long step) {

  /** A split, if an index of {@code places} and one of {@code terms} are all that decide. */
  static Optional<RemainderSplit> of(
      Congruence congruence, List<Index> places, List<Index> terms, FreshIndices fresh) {
    Optional<Index> place = only(congruence, places);
    Optional<Index> term = only(congruence, terms);
    return place.isPresent() && term.isPresent() && congruence.indices().size() == 2
        ? of(congruence, place.get(), term.get(), fresh)
        : Optional.empty();
  }

  private static Optional<Index> only(Congruence congruence, List<Index> indices) {
    return indices.stream()
        .filter(index -> !index.isBatch() && congruence.indices().contains(index))
        .findFirst();
  }

  private static Optional<RemainderSplit> of(
      Congruence congruence, Index place, Index term, FreshIndices fresh) {
    long modulus = congruence.modulus();
    return Congruence.inverse(congruence.number().coefficient(place), modulus)
        .map(inverse -> of(congruence, place, term, inverse, fresh));
  }

  private static RemainderSplit of(
      Congruence congruence, Index place, Index term, long inverse, FreshIndices fresh) {
    long modulus = congruence.modulus();
    int period = (int) congruence.period(term);
    long step = nearZero(-inverse * congruence.number().coefficient(term), modulus);
    long offset = -Math.floorMod(inverse * congruence.number().constant(), modulus);
    Index remainder = new Index(fresh.name("r"), period);
    Affine start = Affine.of(remainder).times(step).plus(Affine.constant(offset));
    long first = -Math.floorDiv(start.range().high(), modulus);
    long last = Math.floorDiv(place.extent() - 1 - start.range().low(), modulus);
    Index placeQuotient = new Index(place.name(), (int) (last - first + 1));
    Index termQuotient = new Index(term.name(), (term.extent() - 1) / period + 1);
    Affine count = Affine.of(placeQuotient).plus(Affine.constant(first));
    return new RemainderSplit(
        congruence,
        place,
        term,
        remainder,
        placeQuotient,
        termQuotient,
        count.times(modulus).plus(start),
        step);
  }

  /** The number nearest to 0 that is congruent to one; of two, the positive one. */
  private static long nearZero(long number, long modulus) {
    long rest = Math.floorMod(number, modulus);
    return 2 * rest > modulus ? rest - modulus : rest;
  }

  /** {@code S*q + r}. */
  Affine termValue() {
    return Affine.of(termQuotient).times(remainder.extent()).plus(Affine.of(remainder));
  }

  /** True where {@code S*q + r} goes beyond the last value of {@code k}. */
  boolean exceedsTerms() {
    return !termValue().range().within(term.extent());
  }

  /** The condition under which there is a term at all for a place; empty where there always is. */
  Optional<Expr> hasTerms() {
    long divisor = divisor();
    return divisor == 1
        ? Optional.empty()
        : Optional.of(Arithmetic.equal(modulo(numberOfPlace().toExpr(), divisor), Arithmetic.ZERO));
  }

  /** {@code r} of a place {@code i}. */
  Expr remainderOfPlace() {
    long period = remainder.extent();
    long divisor = divisor();
    long factor =
        Congruence.inverse(-congruence.number().coefficient(term) / divisor, period).orElseThrow();
    if (divisor > 1) {
      Expr part = floorDivide(numberOfPlace().toExpr(), divisor);
      Expr scaled =
          factor == 1 ? part : Arithmetic.multiply(part, Arithmetic.literal((double) factor));
      return modulo(scaled, period);
    }
    Affine scaled = numberOfPlace().times(factor);
    long coefficient = Math.floorMod(scaled.coefficient(place), period);
    long constant = Math.floorMod(scaled.constant(), period);
    return modulo(
        Affine.of(place).times(coefficient).plus(Affine.constant(constant)).toExpr(), period);
  }

  /** {@code m} of a place {@code i}: what is left is divided without a remainder. */
  Expr quotientOfPlace() {
    long modulus = congruence.modulus();
    Affine left = Affine.of(place).minus(Affine.constant(placeValue.constant()));
    boolean remainderIsBelow = step == 1 && divisor() == 1;
    Expr multiple =
        remainderIsBelow
            ? left.toExpr()
            : Arithmetic.subtract(
                left.toExpr(),
                Arithmetic.multiply(remainderOfPlace(), Arithmetic.literal((double) step)));
    return floorDivide(multiple, modulus);
  }

  /** {@code a*i + c}. */
  private Affine numberOfPlace() {
    return Affine.of(place)
        .times(congruence.number().coefficient(place))
        .plus(Affine.constant(congruence.number().constant()));
  }

  /** {@code gcd(d, s)}. */
  private long divisor() {
    return congruence.modulus() / remainder.extent();
  }

  private static Expr modulo(Expr expr, long divisor) {
    return new Apply(Operator.FLOOR_MODULO, expr, Arithmetic.literal((double) divisor));
  }

  private static Expr floorDivide(Expr expr, long divisor) {
    return new Apply(Operator.FLOOR_DIVIDE, expr, Arithmetic.literal((double) divisor));
  }

  /** What the two indices are replaced by. */
  Map<Index, Expr> values() {
    return Map.of(place, placeValue.toExpr(), term, termValue().toExpr());
  }
}
