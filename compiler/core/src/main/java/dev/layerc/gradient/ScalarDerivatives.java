package dev.layerc.gradient;

import static dev.layerc.equation.Arithmetic.ONE;
import static dev.layerc.equation.Arithmetic.ZERO;
import static dev.layerc.equation.Arithmetic.add;
import static dev.layerc.equation.Arithmetic.divide;
import static dev.layerc.equation.Arithmetic.isZero;
import static dev.layerc.equation.Arithmetic.literal;
import static dev.layerc.equation.Arithmetic.multiply;
import static dev.layerc.equation.Arithmetic.negate;
import static dev.layerc.equation.Arithmetic.select;
import static dev.layerc.equation.Arithmetic.square;
import static dev.layerc.equation.Arithmetic.subtract;

import dev.layerc.equation.Expr;
import dev.layerc.equation.Expr.Apply;
import dev.layerc.equation.Expr.Literal;
import dev.layerc.equation.Operator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The derivative of each scalar function by each of its operands, in terms of the operands and of
 * its result {@code y} (S1: a result at hand is not computed again). An operator that is missing
 * here has no derivative: whole numbers, truth values, steps, and {@code stop}.
 */
public final class ScalarDerivatives {
  /** The partial derivative, given the operands and the result of the application. */
  public interface Partial {
    Expr of(List<Expr> operands, Expr result);
  }

  private final Map<Operator, List<Partial>> table;

  private ScalarDerivatives(Map<Operator, List<Partial>> table) {
    this.table = new EnumMap<>(table);
  }

  /** The derivatives that the compiler uses. */
  public static ScalarDerivatives standard() {
    Map<Operator, List<Partial>> table = new EnumMap<>(Operator.class);
    arithmetic(table);
    elementary(table);
    return new ScalarDerivatives(table);
  }

  /** The same but for one operator: what the numerical check's own test plants. */
  public ScalarDerivatives with(Operator operator, Partial... partials) {
    Map<Operator, List<Partial>> other = new EnumMap<>(table);
    other.put(operator, List.of(partials));
    return new ScalarDerivatives(other);
  }

  /** {@code d apply / d operand}; empty where it is 0 by definition. */
  public Optional<Expr> partial(Apply apply, int operand, Expr result) {
    List<Partial> partials = table.get(apply.operator());
    return partials == null
        ? Optional.empty()
        : Optional.of(partials.get(operand).of(apply.operands(), result));
  }

  /** True where the operator passes a gradient on at all. */
  public boolean isDifferentiable(Operator operator) {
    return table.containsKey(operator);
  }

  private static void arithmetic(Map<Operator, List<Partial>> table) {
    Partial one = (x, y) -> ONE;
    table.put(Operator.ADD, List.of(one, one));
    table.put(Operator.SUBTRACT, List.of(one, (x, y) -> literal(-1)));
    table.put(Operator.NEGATE, List.of((x, y) -> literal(-1)));
    table.put(Operator.MULTIPLY, List.of((x, y) -> x.get(1), (x, y) -> x.get(0)));
    table.put(
        Operator.DIVIDE,
        List.of((x, y) -> divide(ONE, x.get(1)), (x, y) -> negate(divide(y, x.get(1)))));
    table.put(Operator.POWER, List.of(ScalarDerivatives::base, ScalarDerivatives::exponent));
    // max(x, 0) is above 0 just where x is: the mask of a relu needs its result alone.
    table.put(
        Operator.MAX,
        List.of(
            (x, y) -> step(Operator.GREATER, mask(x, y), x.get(1)),
            (x, y) -> step(Operator.LESS_OR_EQUAL, x.get(0), x.get(1))));
    table.put(
        Operator.MIN,
        List.of(
            (x, y) -> step(Operator.LESS, mask(x, y), x.get(1)),
            (x, y) -> step(Operator.GREATER_OR_EQUAL, x.get(0), x.get(1))));
    table.put(Operator.ABS, List.of((x, y) -> new Apply(Operator.SIGN, x.get(0))));
  }

  private static void elementary(Map<Operator, List<Partial>> table) {
    table.put(Operator.EXP, List.of((x, y) -> y));
    table.put(Operator.LOG, List.of((x, y) -> divide(ONE, x.get(0))));
    table.put(Operator.LOG1P, List.of((x, y) -> divide(ONE, add(ONE, x.get(0)))));
    table.put(Operator.SQRT, List.of((x, y) -> divide(literal(0.5), y)));
    table.put(Operator.SIN, List.of((x, y) -> new Apply(Operator.COS, x.get(0))));
    table.put(Operator.COS, List.of((x, y) -> negate(new Apply(Operator.SIN, x.get(0)))));
    table.put(Operator.TANH, List.of((x, y) -> subtract(ONE, square(y))));
    table.put(Operator.SIGMOID, List.of((x, y) -> multiply(y, subtract(ONE, y))));
    table.put(Operator.SOFTPLUS, List.of((x, y) -> new Apply(Operator.SIGMOID, x.get(0))));
    table.put(Operator.ERF, List.of((x, y) -> bell(x.get(0))));
  }

  /** {@code x > y ? 1 : 0}, or another comparison. */
  private static Expr step(Operator comparison, Expr x, Expr y) {
    return select(new Apply(comparison, x, y), ONE, ZERO);
  }

  /** {@code y}, where it is at hand and stands on the same side of 0 as {@code x}. */
  private static Expr mask(List<Expr> operands, Expr result) {
    boolean named = result instanceof Expr.Read;
    return named && isZero(operands.get(1)) ? result : operands.get(0);
  }

  /** {@code 2/sqrt(pi) * exp(-x*x)}. */
  private static Expr bell(Expr x) {
    return multiply(literal(2 / Math.sqrt(Math.PI)), new Apply(Operator.EXP, negate(square(x))));
  }

  /** {@code n * x^(n-1)}. */
  private static Expr base(List<Expr> operands, Expr result) {
    Expr x = operands.get(0);
    Expr n = operands.get(1);
    return multiply(n, power(x, subtract(n, ONE)));
  }

  private static Expr power(Expr x, Expr n) {
    if (n instanceof Literal literal && (literal.value() == 0 || literal.value() == 1)) {
      return literal.value() == 0 ? ONE : x;
    }
    return new Apply(Operator.POWER, x, n);
  }

  /** {@code y * log(x)}, and 0 where {@code y} is. */
  private static Expr exponent(List<Expr> operands, Expr result) {
    Expr log = new Apply(Operator.LOG, operands.get(0));
    return select(new Apply(Operator.EQUAL, result, ZERO), ZERO, multiply(result, log));
  }
}
