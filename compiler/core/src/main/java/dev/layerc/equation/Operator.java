package dev.layerc.equation;

/**
 * The scalar operators and functions. Those over whole numbers and truth values have no derivative;
 * the derivatives of the others stand in {@code dev.layerc.gradient}.
 */
public enum Operator {
  ADD(2),
  SUBTRACT(2),
  MULTIPLY(2),
  DIVIDE(2),
  POWER(2),
  NEGATE(1),
  MIN(2),
  MAX(2),
  EXP(1),
  LOG(1),
  LOG1P(1),
  SQRT(1),
  ABS(1),
  /** -1, 0 or 1; its derivative is 0. */
  SIGN(1),
  SIN(1),
  COS(1),
  TANH(1),
  /** 1 / (1 + exp(-x)). */
  SIGMOID(1),
  /** log(1 + exp(x)), without overflow. */
  SOFTPLUS(1),
  /** The error function of Gauss. */
  ERF(1),
  /** The largest whole number not above x; its derivative is 0. */
  FLOOR(1),
  /** The value itself, without a gradient. */
  STOP(1),
  /** Whole numbers: the quotient rounded down. */
  FLOOR_DIVIDE(2),
  /** Whole numbers: what {@link #FLOOR_DIVIDE} leaves, never negative for a positive divisor. */
  FLOOR_MODULO(2),
  LESS(2),
  LESS_OR_EQUAL(2),
  GREATER(2),
  GREATER_OR_EQUAL(2),
  EQUAL(2),
  NOT_EQUAL(2),
  AND(2),
  OR(2),
  NOT(1);

  private final int arity;

  Operator(int arity) {
    this.arity = arity;
  }

  public int arity() {
    return arity;
  }

  /** True for operators whose result is a truth value. */
  public boolean isCondition() {
    return compareTo(LESS) >= 0;
  }

  /** True for functions that cost tens of arithmetic operations. */
  public boolean isTranscendental() {
    return switch (this) {
      case POWER, EXP, LOG, LOG1P, SIN, COS, TANH, SIGMOID, SOFTPLUS, ERF -> true;
      default -> false;
    };
  }
}
