package dev.layerc.equation;

/** Tells whole-number arithmetic from real. */
final class WholeExpressions {
  private WholeExpressions() {}

  /** True for indices, whole constants, reads of whole tensors, and what is computed from these. */
  static boolean isWhole(Expr expr) {
    if (expr instanceof Expr.Literal literal) {
      return literal.value() == Math.rint(literal.value()) && !Double.isInfinite(literal.value());
    }
    if (expr instanceof Expr.Read read) {
      return !read.tensor().isReal();
    }
    if (expr instanceof Expr.Select select) {
      return isWhole(select.whenTrue()) && isWhole(select.whenFalse());
    }
    if (expr instanceof Expr.Reduce reduce) {
      return isWhole(reduce);
    }
    if (expr instanceof Expr.Apply apply) {
      return keepsWhole(apply.operator())
          && apply.operands().stream().allMatch(WholeExpressions::isWhole);
    }
    return expr instanceof Expr.IndexValue;
  }

  private static boolean isWhole(Expr.Reduce reduce) {
    return switch (reduce.reducer()) {
      case ARGMAX, ARGMIN -> true;
      case SUM, PROD, MAX, MIN -> isWhole(reduce.body());
      case MEAN, LSE -> false;
    };
  }

  /** True where whole operands give a whole result. */
  static boolean keepsWhole(Operator operator) {
    return switch (operator) {
      case ADD, SUBTRACT, MULTIPLY, NEGATE, MIN, MAX, FLOOR_DIVIDE, FLOOR_MODULO -> true;
      case ABS, SIGN, FLOOR, STOP -> true;
      default -> false;
    };
  }
}
