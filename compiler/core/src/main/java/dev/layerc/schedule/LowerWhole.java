package dev.layerc.schedule;

import dev.layerc.equation.Expr;
import dev.layerc.equation.Interval;
import dev.layerc.equation.Operator;
import dev.layerc.loop.Code;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.List;

/** Whole expressions: positions, rows, guards. */
final class LowerWhole {
  private LowerWhole() {}

  static Value of(Expr expr, LowerExpression lower) {
    if (expr instanceof Expr.Apply apply) {
      return ofApply(apply, lower);
    }
    if (expr instanceof Expr.Select select) {
      return Truths.choose(
          lower.condition(select.condition()),
          () -> lower.whole(select.whenTrue()),
          () -> lower.whole(select.whenFalse()));
    }
    return expr.accept(lower);
  }

  private static Value ofApply(Expr.Apply apply, LowerExpression lower) {
    List<Value> operands = apply.operands().stream().map(lower::whole).toList();
    return switch (apply.operator()) {
      case ADD -> Wholes.add(operands.get(0), operands.get(1));
      case SUBTRACT -> Wholes.subtract(operands.get(0), operands.get(1));
      case MULTIPLY -> Wholes.multiply(operands.get(0), operands.get(1));
      case FLOOR_DIVIDE, FLOOR_MODULO -> quotient(apply, operands);
      case STOP -> operands.get(0);
      default -> new Value.Operation(Codes.whole(apply.operator()), operands);
    };
  }

  private static Value quotient(Expr.Apply apply, List<Value> operands) {
    boolean divide = apply.operator() == Operator.FLOOR_DIVIDE;
    Value left = operands.get(0);
    Value right = operands.get(1);
    if (left instanceof Value.Whole a && right instanceof Value.Whole b) {
      int result =
          divide ? Math.floorDiv(a.value(), b.value()) : Math.floorMod(a.value(), b.value());
      return Wholes.constant(result);
    }
    if (isNeverNegative(apply.operands().get(0)) && isPositive(right)) {
      return new Value.Operation(divide ? Code.INT_QUOTIENT : Code.INT_REMAINDER, left, right);
    }
    return new Value.Operation(Codes.whole(apply.operator()), operands);
  }

  private static boolean isNeverNegative(Expr expr) {
    Interval range = Interval.of(expr);
    return !range.isEmpty() && range.low() >= 0;
  }

  private static boolean isPositive(Value value) {
    return value instanceof Value.Whole constant && constant.value() > 0;
  }
}
