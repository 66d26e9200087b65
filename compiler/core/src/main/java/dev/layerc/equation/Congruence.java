package dev.layerc.equation;

import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.Literal;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The condition that {@code modulus} divides {@code number}: where {@code (i+1-k) % 2 == 0} holds,
 * {@code i+1-k} is twice a whole number.
 *
 * @param modulus 2 or more
 */
public record Congruence(Affine number, long modulus) {
  public Congruence {
    if (modulus < 2) {
      throw new IllegalArgumentException("a condition modulo " + modulus);
    }
  }

  /** The congruence that a condition is: {@code n % m == r} says that {@code m} divides n - r. */
  public static Optional<Congruence> of(Expr condition) {
    if (!(condition instanceof Apply equal)
        || equal.operator() != Operator.EQUAL
        || !(equal.operands().get(0) instanceof Apply remainder)
        || remainder.operator() != Operator.FLOOR_MODULO
        || !(remainder.operands().get(1) instanceof Literal modulus)
        || !(equal.operands().get(1) instanceof Literal left)
        || left.value() < 0
        || left.value() >= modulus.value()
        || modulus.value() < 2) {
      return Optional.empty();
    }
    Affine rest = Affine.constant((long) left.value());
    return Affine.of(remainder.operands().get(0))
        .map(number -> new Congruence(number.minus(rest), (long) modulus.value()));
  }

  /** True for the number divided by the modulus, or what has the same quotient where it holds. */
  public boolean isQuotient(Expr expr) {
    if (!(expr instanceof Apply divide)
        || divide.operator() != Operator.FLOOR_DIVIDE
        || !Arithmetic.isLiteral(divide.operands().get(1), (double) modulus)) {
      return false;
    }
    Optional<Affine> rest = Affine.of(divide.operands().get(0)).map(all -> all.minus(number));
    return rest.filter(Affine::isConstant)
        .filter(left -> left.constant() >= 0 && left.constant() < modulus)
        .isPresent();
  }

  /** The indices on which it depends: a multiple of the modulus makes no difference. */
  public Set<Index> indices() {
    return number.indices().stream()
        .filter(index -> number.coefficient(index) % modulus != 0)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The number without one of its indices. */
  public Affine without(Index index) {
    return number.minus(Affine.of(index).times(number.coefficient(index)));
  }

  /**
   * The index where the number is {@code modulus} times a quotient; for a coefficient of 1 or -1.
   */
  public Affine solvedFor(Index index, Affine quotient) {
    long sign = number.coefficient(index);
    return quotient.times(modulus).minus(without(index)).times(sign);
  }

  /** How far apart the values of an index are at which it holds. */
  public long period(Index index) {
    return modulus / greatestCommonDivisor(number.coefficient(index), modulus);
  }

  /** True where it holds at a value of the only index on which it depends. */
  public boolean holdsAt(Index index, long value) {
    return (number.coefficient(index) * value + number.constant()) % modulus == 0;
  }

  /** The largest number that divides both. */
  static long greatestCommonDivisor(long a, long b) {
    return b == 0 ? Math.abs(a) : greatestCommonDivisor(b, a % b);
  }

  /** The quotients of the number's multiples of the modulus. */
  public Interval quotients() {
    Interval range = number.range();
    return range.isBounded()
        ? new Interval(-Math.floorDiv(-range.low(), modulus), Math.floorDiv(range.high(), modulus))
        : Interval.ALL;
  }

  /** The {@code x} from 0 to below {@code modulus} with {@code a * x} congruent to 1, if any. */
  public static Optional<Long> inverse(long a, long modulus) {
    for (long x = 0; x < modulus; x++) {
      if (Math.floorMod(a * x, modulus) == 1 % modulus) {
        return Optional.of(x);
      }
    }
    return Optional.empty();
  }
}
