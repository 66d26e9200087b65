package dev.layerc.elaborate;

import dev.layerc.equation.Expr;
import java.util.List;
import java.util.Optional;

/**
 * An elaborated expression.
 *
 * @param shape the axes of a whole tensor, read elementwise through {@link ElementIndices}; empty
 *     for a number, which combines with every shape
 * @param figures for a quotient of constants that does not divide, "64 / 3": told where it is used
 *     as an axis
 */
record Typed(Expr expr, Kind kind, Optional<List<Integer>> shape, Optional<String> figures) {

  static Typed number(double value) {
    return new Typed(new Expr.Literal(value), Kind.REAL, Optional.empty(), Optional.empty());
  }

  static Typed truth(boolean value) {
    return condition(new Expr.Literal(value ? 1 : 0));
  }

  static Typed condition(Expr expr) {
    return new Typed(expr, Kind.CONDITION, Optional.empty(), Optional.empty());
  }

  static Typed whole(Expr expr) {
    return new Typed(expr, Kind.WHOLE, Optional.empty(), Optional.empty());
  }

  static Typed real(Expr expr) {
    return new Typed(expr, Kind.REAL, Optional.empty(), Optional.empty());
  }

  /** One element of a tensor, or (with axes) all of them. */
  static Typed element(Expr expr, Kind kind, List<Integer> shape) {
    return new Typed(expr, kind, Optional.of(List.copyOf(shape)), Optional.empty());
  }

  Typed withShape(Optional<List<Integer>> other) {
    return new Typed(expr, kind, other, figures);
  }

  Typed withExpr(Expr other) {
    return new Typed(other, kind, shape, figures);
  }

  Typed withFigures(String text) {
    return new Typed(expr, kind, shape, Optional.of(text));
  }

  boolean isLiteral() {
    return expr instanceof Expr.Literal;
  }

  /** The value of a constant. */
  double literal() {
    return ((Expr.Literal) expr).value();
  }

  /** True for what may stand in an index position: a whole expression or a whole constant. */
  boolean isWhole() {
    return kind == Kind.WHOLE || (kind == Kind.REAL && isLiteral() && isIntegral(literal()));
  }

  static boolean isIntegral(double value) {
    return value == Math.rint(value) && !Double.isInfinite(value);
  }
}
