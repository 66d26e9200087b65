package dev.layerc.simplify;

import dev.layerc.equation.Arithmetic;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.Literal;
import java.util.ArrayList;
import java.util.List;

/** An expression as {@code coefficient * factors / divisors}. */
record Product(double coefficient, List<Expr> factors, List<Expr> divisors) {
  Product {
    factors = List.copyOf(factors);
    divisors = List.copyOf(divisors);
  }

  static Product of(Expr expr) {
    if (expr instanceof Literal literal && Double.isFinite(literal.value())) {
      return new Product(literal.value(), List.of(), List.of());
    }
    if (expr instanceof Apply apply) {
      Expr first = apply.operands().get(0);
      Expr last = apply.operands().get(apply.operands().size() - 1);
      switch (apply.operator()) {
        case NEGATE -> {
          return of(first).times(-1);
        }
        case MULTIPLY -> {
          return of(first).times(of(last));
        }
        case DIVIDE -> {
          Product divisor = of(last);
          return divisor.coefficient == 0
              ? new Product(1, List.of(expr), List.of())
              : of(first).times(divisor.inverse());
        }
        default -> {}
      }
    }
    return new Product(1, List.of(expr), List.of());
  }

  Product times(double factor) {
    return new Product(coefficient * factor, factors, divisors);
  }

  Product times(Product other) {
    return new Product(
        coefficient * other.coefficient,
        joined(factors, other.factors),
        joined(divisors, other.divisors));
  }

  private Product inverse() {
    return new Product(1 / coefficient, divisors, factors);
  }

  private static List<Expr> joined(List<Expr> first, List<Expr> second) {
    List<Expr> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** The number in front first, then the factors, then the divisors. */
  Expr toExpr() {
    Expr product = Arithmetic.ONE;
    for (Expr factor : factors) {
      product = Arithmetic.multiply(product, factor);
    }
    Expr scaled = Arithmetic.multiply(Arithmetic.literal(Math.abs(coefficient)), product);
    Expr divisor = Arithmetic.ONE;
    for (Expr other : divisors) {
      divisor = Arithmetic.multiply(divisor, other);
    }
    Expr value = Arithmetic.divide(scaled, divisor);
    return coefficient < 0 ? Arithmetic.negate(value) : value;
  }
}
