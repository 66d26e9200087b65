package dev.layerc.spec;

/** How tightly an expression's outermost operator binds; the order is the grammar's. */
enum Precedence {
  PIPELINE,
  CONDITIONAL,
  OR,
  AND,
  EQUALITY,
  COMPARISON,
  SUM,
  REDUCTION,
  PRODUCT,
  SIGN,
  POWER,
  PRIMARY;

  static Precedence of(Expression expression) {
    if (expression instanceof Expression.Binary binary) {
      return of(binary.operator());
    }
    if (expression instanceof Expression.Unary) {
      return SIGN;
    }
    if (expression instanceof Expression.Reduction) {
      return REDUCTION;
    }
    if (expression instanceof Expression.Conditional) {
      return CONDITIONAL;
    }
    return expression instanceof Expression.Pipeline ? PIPELINE : PRIMARY;
  }

  static Precedence of(BinaryOperator operator) {
    return switch (operator) {
      case OR -> OR;
      case AND -> AND;
      case EQUAL, NOT_EQUAL -> EQUALITY;
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> COMPARISON;
      case ADD, SUBTRACT -> SUM;
      case MULTIPLY, DIVIDE, REMAINDER -> PRODUCT;
      case POWER -> POWER;
    };
  }

  boolean isLooserThan(Precedence other) {
    return compareTo(other) < 0;
  }

  /** The next tighter one. */
  Precedence tighter() {
    for (Precedence candidate : values()) {
      if (isLooserThan(candidate)) {
        return candidate;
      }
    }
    return PRIMARY;
  }
}
