package dev.layerc.schedule;

import dev.layerc.equation.Expr;
import dev.layerc.equation.Operator;
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
      return lower.choice(select, lower::whole);
    }
    return expr.accept(lower);
  }

  private static Value ofApply(Expr.Apply apply, LowerExpression lower) {
    List<Value> operands = apply.operands().stream().map(lower::whole).toList();
    return switch (apply.operator()) {
      case ADD -> Wholes.add(operands.get(0), operands.get(1));
      case SUBTRACT -> Wholes.subtract(operands.get(0), operands.get(1));
      case MULTIPLY -> Wholes.multiply(operands.get(0), operands.get(1));
      case FLOOR_DIVIDE, FLOOR_MODULO -> folded(apply.operator(), operands);
      case STOP -> operands.get(0);
      default -> new Value.Operation(Codes.whole(apply.operator()), operands);
    };
  }

  private static Value folded(Operator operator, List<Value> operands) {
    if (operands.get(0) instanceof Value.Whole a && operands.get(1) instanceof Value.Whole b) {
      boolean divide = operator == Operator.FLOOR_DIVIDE;
      int result =
          divide ? Math.floorDiv(a.value(), b.value()) : Math.floorMod(a.value(), b.value());
      return Wholes.constant(result);
    }
    return new Value.Operation(Codes.whole(operator), operands);
  }
}
