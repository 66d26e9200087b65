package dev.layerc.equation;

import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.Literal;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.Expr.Reduce;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries out the divisions of whole numbers whose remainder is known, and puts what is left of
 * places together:
 *
 * <pre>
 *   x[(2*h + k + 1 - k)/2]     →   x[h]              1/2 being 0
 *   (2*h + 3) % 2 == 0         →   0                 since 3 % 2 is 1
 * </pre>
 */
public final class EvenDivisions {
  private EvenDivisions() {}

  /** The expression without them. */
  public static Expr in(Expr expr) {
    return ExprRewriter.bottomUp(expr, EvenDivisions::rewrite);
  }

  /**
   * A reduction over other indices, which its own are expressed by; what is read beyond an edge
   * then is 0.
   *
   * @param values of the indices that are replaced
   * @param guards further conditions on the terms that count
   */
  public static Reduce over(
      Reduce reduce, List<Index> indices, Map<Index, Expr> values, List<Expr> guards) {
    Expr where = in(Substitution.substitute(reduce.where().orElse(Arithmetic.ONE), values));
    List<Expr> conditions = new ArrayList<>(guards);
    conditions.addAll(ExprQueries.conjuncts(where));
    Optional<Expr> all = Arithmetic.all(conditions).filter(any -> !Arithmetic.ONE.equals(any));
    IndexRanges known = all.map(IndexRanges.WHOLE::assuming).orElse(IndexRanges.WHOLE);
    Expr body = in(Substitution.substitute(reduce.body(), values));
    return new Reduce(reduce.reducer(), indices, all, ZeroOutside.padded(body, known));
  }

  private static Optional<Expr> rewrite(Expr expr) {
    if (expr instanceof Read read) {
      List<Expr> at = read.at().stream().map(EvenDivisions::shortest).toList();
      return at.equals(read.at())
          ? Optional.empty()
          : Optional.of(new Read(read.tensor(), at, read.otherwise()));
    }
    if (!(expr instanceof Apply apply) || apply.operands().size() != 2) {
      return Optional.empty();
    }
    return switch (apply.operator()) {
      case FLOOR_DIVIDE -> divided(apply, true);
      case FLOOR_MODULO -> divided(apply, false);
      case EQUAL -> equal(apply);
      default -> Optional.empty();
    };
  }

  private static Expr shortest(Expr place) {
    return Affine.of(place).map(Affine::toExpr).orElse(place);
  }

  /** The dividend's multiples of the divisor apart, if what is left has one quotient. */
  private static Optional<Expr> divided(Apply apply, boolean wantsQuotient) {
    Optional<Affine> dividend = Affine.of(apply.operands().get(0));
    if (dividend.isEmpty()
        || !(apply.operands().get(1) instanceof Literal literal)
        || literal.value() < 1) {
      return Optional.empty();
    }
    long divisor = (long) literal.value();
    Affine multiple = quotient(dividend.get(), divisor);
    Affine rest = dividend.get().minus(multiple.times(divisor));
    Interval quotients = rest.range().floorDivide(divisor);
    if (quotients.low() != quotients.high()) {
      return Optional.empty();
    }
    Affine quotient = multiple.plus(Affine.constant(quotients.low()));
    Affine remainder = dividend.get().minus(quotient.times(divisor));
    return Optional.of((wantsQuotient ? quotient : remainder).toExpr());
  }

  private static Affine quotient(Affine dividend, long divisor) {
    Map<Index, Long> coefficients = new LinkedHashMap<>();
    dividend
        .coefficients()
        .forEach((index, value) -> coefficients.put(index, Math.floorDiv(value, divisor)));
    return new Affine(coefficients, Math.floorDiv(dividend.constant(), divisor));
  }

  private static Optional<Expr> equal(Apply apply) {
    boolean decided = apply.operands().stream().allMatch(Literal.class::isInstance);
    boolean same = apply.operands().get(0).equals(apply.operands().get(1));
    return decided ? Optional.of(same ? Arithmetic.ONE : Arithmetic.ZERO) : Optional.empty();
  }
}
