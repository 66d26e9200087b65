package dev.layerc.loop;

/** The operations of scheduled code. Those on whole numbers say so. */
public enum Code {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  NEGATE,
  /** {@code Math.fma(a, b, c)}: a*b + c. */
  FMA,
  /** {@code Math.min}: NaN if either is. */
  MIN,
  MAX,
  ABS,
  SQRT,
  /** {@code Math.signum}. */
  SIGN,
  FLOOR,
  EXP,
  LOG,
  LOG1P,
  SIN,
  COS,
  TANH,
  SIGMOID,
  SOFTPLUS,
  ERF,
  POWER,
  /** {@code condition ? a : b} of numbers, both computed, without a branch. */
  CHOOSE,
  INT_ADD,
  INT_SUBTRACT,
  INT_MULTIPLY,
  /** {@code Math.floorDiv}. */
  INT_DIVIDE,
  /** {@code Math.floorMod}. */
  INT_MODULO,
  /** {@code a / b}, where a is not negative. */
  INT_QUOTIENT,
  /** {@code a % b}, where a is not negative. */
  INT_REMAINDER,
  INT_MIN,
  INT_MAX,
  INT_NEGATE,
  /** A whole number as a real one. */
  TO_REAL,
  /** A real number that is whole, as an int. */
  TO_INT,
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL,
  EQUAL,
  NOT_EQUAL,
  AND,
  OR,
  NOT;

  /** True for the functions that the emitted math class provides. */
  public boolean isMathFunction() {
    return compareTo(EXP) >= 0 && compareTo(CHOOSE) <= 0;
  }

  /** True for operations whose result is a truth value. */
  public boolean isCondition() {
    return compareTo(LESS) >= 0;
  }

  /** True for operations whose result is a whole number. */
  public boolean isWhole() {
    return (compareTo(INT_ADD) >= 0 && compareTo(INT_NEGATE) <= 0) || this == TO_INT;
  }
}
