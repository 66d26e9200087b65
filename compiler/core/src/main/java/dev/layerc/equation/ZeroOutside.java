package dev.layerc.equation;

import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.IndexValue;
import dev.layerc.equation.Expr.Literal;
import dev.layerc.equation.Expr.Read;
import dev.layerc.equation.Expr.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Terms that are 0 where an index leaves its range, if what is read beyond an edge is 0: of {@code
 * a[i] * b[i+k]} nothing is left where {@code a} has no {@code i}. A sum of such terms needs no
 * condition on {@code i}.
 */
public final class ZeroOutside {
  private ZeroOutside() {}

  /** True where a factor is outside of its tensor, and none can be infinite there. */
  public static boolean vanishes(Expr term, Index index) {
    return isPolynomial(term) && factors(term).stream().anyMatch(factor -> spans(factor, index));
  }

  /** The reads that a product is 0 with. */
  public static List<Read> factors(Expr term) {
    List<Read> factors = new ArrayList<>();
    collectFactors(term, factors);
    return factors;
  }

  private static void collectFactors(Expr expr, List<Read> factors) {
    if (expr instanceof Read read) {
      factors.add(read);
    } else if (expr instanceof Apply apply
        && (apply.operator() == Operator.MULTIPLY || apply.operator() == Operator.NEGATE)) {
      apply.operands().forEach(operand -> collectFactors(operand, factors));
    } else if (expr instanceof Select select && Arithmetic.isZero(select.whenFalse())) {
      collectFactors(select.whenTrue(), factors);
    }
  }

  /** True where the factor is outside of its tensor exactly when the index is out of range. */
  private static boolean spans(Read factor, Index index) {
    if (factor.otherwise().isPresent() && factor.otherwise().getAsDouble() != 0) {
      return false;
    }
    for (int axis = 0; axis < factor.at().size(); axis++) {
      boolean plain = factor.at().get(axis).equals(new IndexValue(index));
      if (plain && factor.tensor().extent(axis) == index.extent()) {
        return true;
      }
    }
    return false;
  }

  /** True for sums and products of finite numbers: they are finite. */
  public static boolean isPolynomial(Expr expr) {
    if (expr instanceof Literal literal) {
      return !Double.isInfinite(literal.value());
    }
    if (expr instanceof Read read) {
      return read.otherwise().isEmpty() || !Double.isInfinite(read.otherwise().getAsDouble());
    }
    if (expr instanceof Apply apply) {
      switch (apply.operator()) {
        case ADD, SUBTRACT, MULTIPLY, NEGATE, MIN, MAX, SIGN -> {
          return apply.operands().stream().allMatch(ZeroOutside::isPolynomial);
        }
        default -> {
          return apply.operator().isCondition();
        }
      }
    }
    return expr instanceof Select select
        && isPolynomial(select.whenTrue())
        && isPolynomial(select.whenFalse());
  }

  /** The expression with 0 for what may be read outside of a tensor. */
  public static Expr padded(Expr expr, IndexRanges known) {
    return ExprRewriter.bottomUp(
        expr,
        node ->
            node instanceof Read read
                    && read.otherwise().isEmpty()
                    && !ReadBounds.isInside(read, known)
                ? Optional.of(new Read(read.tensor(), read.at(), OptionalDouble.of(0)))
                : Optional.empty());
  }
}
