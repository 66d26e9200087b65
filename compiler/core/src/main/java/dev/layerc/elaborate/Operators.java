package dev.layerc.elaborate;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Operator;
import dev.layerc.spec.BinaryOperator;
import dev.layerc.spec.Expression;
import dev.layerc.spec.UnaryOperator;
import java.util.List;
import java.util.Optional;

/** Operators and conditionals: their types, shapes and constant folding. */
final class Operators {
  private Operators() {}

  static Typed elaborate(Expression expression, EquationContext context) {
    if (expression instanceof Expression.Unary unary) {
      return unary(unary, context);
    }
    if (expression instanceof Expression.Binary binary) {
      return binary(binary, context);
    }
    return conditional((Expression.Conditional) expression, context);
  }

  private static Typed unary(Expression.Unary unary, EquationContext context) {
    Typed operand = Expressions.elaborate(unary.operand(), context);
    if (unary.operator() == UnaryOperator.NOT) {
      requireCondition(operand, unary.operand());
      return operand.withExpr(Fold.apply(Operator.NOT, operand.expr()));
    }
    requireNumber(operand, unary.operand());
    return operand.withExpr(Fold.apply(Operator.NEGATE, operand.expr()));
  }

  private static Typed binary(Expression.Binary binary, EquationContext context) {
    switch (binary.operator()) {
      case AND, OR -> {
        return logical(binary, context);
      }
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL -> {
        return comparison(binary, context);
      }
      case ADD, SUBTRACT -> {
        return arithmetic(binary, context.inTerm(binary.left()), context.inTerm(binary.right()));
      }
      default -> {
        EquationContext inner = context.term().isPresent() ? context : context.inTerm(binary);
        return arithmetic(binary, inner, inner);
      }
    }
  }

  /** What stands right of {@code &&} is read only where the left side holds. */
  private static Typed logical(Expression.Binary binary, EquationContext context) {
    Typed left = Expressions.elaborate(binary.left(), context);
    requireCondition(left, binary.left());
    boolean holds = binary.operator() == BinaryOperator.AND;
    if (left.isLiteral() && (left.literal() != 0) != holds) {
      return left;
    }
    Typed right = Expressions.elaborate(binary.right(), context.assuming(left.expr(), holds));
    requireCondition(right, binary.right());
    Operator operator = holds ? Operator.AND : Operator.OR;
    return Typed.condition(Fold.apply(operator, left.expr(), right.expr()))
        .withShape(common(binary, left, right, context));
  }

  private static Typed comparison(Expression.Binary binary, EquationContext context) {
    EquationContext sides = comparesWholes(binary, context) ? context.inIndexPosition() : context;
    // A comparison of values is a step: no gradient passes.
    sides = sides.blockedBy(new Blocker("'" + symbol(binary) + "'", binary.operatorSpan()));
    Typed left = Expressions.elaborate(binary.left(), sides);
    Typed right = Expressions.elaborate(binary.right(), sides);
    requireNumber(left, binary.left());
    requireNumber(right, binary.right());
    Operator operator = Operator.valueOf(binary.operator().name());
    return Typed.condition(Fold.apply(operator, left.expr(), right.expr()))
        .withShape(common(binary, left, right, context));
  }

  private static boolean comparesWholes(Expression.Binary binary, EquationContext context) {
    return WholeSides.isWhole(binary.left(), context)
        && WholeSides.isWhole(binary.right(), context)
        && (WholeSides.varies(binary.left(), context)
            || WholeSides.varies(binary.right(), context));
  }

  private static Typed arithmetic(
      Expression.Binary binary, EquationContext leftContext, EquationContext rightContext) {
    Typed left = Expressions.elaborate(binary.left(), leftContext);
    Typed right = Expressions.elaborate(binary.right(), rightContext);
    requireNumber(left, binary.left());
    requireNumber(right, binary.right());
    Optional<List<Integer>> shape = common(binary, left, right, leftContext);
    Typed result =
        leftContext.indexPosition() ? whole(binary, left, right) : real(binary, left, right);
    return result.withShape(shape);
  }

  /** In index positions: {@code + - *}, and flooring {@code / %} by constants. */
  private static Typed whole(Expression.Binary binary, Typed left, Typed right) {
    Operator operator =
        switch (binary.operator()) {
          case DIVIDE -> Operator.FLOOR_DIVIDE;
          case REMAINDER -> Operator.FLOOR_MODULO;
          default -> Operator.valueOf(binary.operator().name());
        };
    boolean divides = operator == Operator.FLOOR_DIVIDE || operator == Operator.FLOOR_MODULO;
    if (divides && !(right.isLiteral() && right.literal() > 0)) {
      throw Mistake.of(Message.INDEX_DIVISOR, binary.right().span(), symbol(binary));
    }
    boolean varies = !left.isLiteral() && !right.isLiteral();
    if (varies && (operator == Operator.MULTIPLY || operator == Operator.POWER)) {
      throw Mistake.of(Message.INDEX_PRODUCT, binary.span(), Text.oneLine(binary.span()));
    }
    Expr expr = Fold.apply(operator, left.expr(), right.expr());
    return left.isWhole() && right.isWhole() && !(expr instanceof Expr.Literal)
        ? Typed.whole(expr)
        : Typed.real(expr);
  }

  private static Typed real(Expression.Binary binary, Typed left, Typed right) {
    if (binary.operator() == BinaryOperator.REMAINDER) {
      return Typed.real(remainder(left.expr(), right.expr()));
    }
    Operator operator = Operator.valueOf(binary.operator().name());
    Typed result = Typed.real(Fold.apply(operator, left.expr(), right.expr()));
    if (operator == Operator.DIVIDE && left.isLiteral() && right.isLiteral()) {
      return quotient(binary, left.literal(), right.literal(), result);
    }
    boolean staysWhole =
        left.isWhole() && right.isWhole() && !result.isLiteral() && isRing(operator);
    return staysWhole ? Typed.whole(result.expr()) : result;
  }

  private static boolean isRing(Operator operator) {
    return operator == Operator.ADD
        || operator == Operator.SUBTRACT
        || operator == Operator.MULTIPLY;
  }

  private static Typed quotient(
      Expression.Binary binary, double dividend, double divisor, Typed result) {
    if (divisor == 0) {
      throw Mistake.of(Message.DIVISION_BY_ZERO, binary.operatorSpan());
    }
    return Typed.isIntegral(result.literal())
        ? result
        : result.withFigures(Numbers.show(dividend) + " / " + Numbers.show(divisor));
  }

  /** {@code a - b * floor(a / b)}: reals have no remainder operator of their own. */
  private static Expr remainder(Expr a, Expr b) {
    Expr floor = Fold.apply(Operator.FLOOR, Fold.apply(Operator.DIVIDE, a, b));
    return Fold.apply(Operator.SUBTRACT, a, Fold.apply(Operator.MULTIPLY, b, floor));
  }

  private static Typed conditional(Expression.Conditional conditional, EquationContext context) {
    Typed condition = Expressions.elaborate(conditional.condition(), context);
    requireCondition(condition, conditional.condition());
    if (condition.isLiteral()) {
      // The other branch is not there: what it would read need not exist.
      return Expressions.elaborate(
          condition.literal() != 0 ? conditional.whenTrue() : conditional.whenFalse(), context);
    }
    Typed whenTrue =
        Expressions.elaborate(conditional.whenTrue(), context.assuming(condition.expr(), true));
    Typed whenFalse =
        Expressions.elaborate(conditional.whenFalse(), context.assuming(condition.expr(), false));
    if ((whenTrue.kind() == Kind.CONDITION) != (whenFalse.kind() == Kind.CONDITION)) {
      throw Mistake.of(Message.BRANCHES_DIFFER, conditional.span());
    }
    Optional<List<Integer>> shape =
        common("choose between", conditional, whenTrue, whenFalse, context);
    shape = Shapes.common(condition.shape(), shape).orElse(shape);
    Expr expr = Fold.select(condition.expr(), whenTrue.expr(), whenFalse.expr());
    return new Typed(expr, branchKind(whenTrue, whenFalse), shape, Optional.empty());
  }

  private static Kind branchKind(Typed whenTrue, Typed whenFalse) {
    if (whenTrue.kind() == whenFalse.kind()) {
      return whenTrue.kind();
    }
    return whenTrue.isWhole() && whenFalse.isWhole() ? Kind.WHOLE : Kind.REAL;
  }

  private static Optional<List<Integer>> common(
      Expression.Binary binary, Typed left, Typed right, EquationContext context) {
    return common(verb(binary.operator()), binary, left, right, context);
  }

  private static Optional<List<Integer>> common(
      String verb, Expression whole, Typed left, Typed right, EquationContext context) {
    return Shapes.common(left.shape(), right.shape())
        .orElseThrow(
            () ->
                Mistake.of(
                    Diagnostic.of(
                            Message.SHAPES_DIFFER,
                            whole.span(),
                            verb,
                            Text.shape(left.shape().get()),
                            Text.shape(right.shape().get()))
                        .withHint(context.host().explain(left, right, whole.span()))));
  }

  private static String verb(BinaryOperator operator) {
    return switch (operator) {
      case ADD -> "add";
      case SUBTRACT -> "subtract";
      case MULTIPLY -> "multiply";
      case DIVIDE, REMAINDER -> "divide";
      case POWER -> "raise";
      default -> "compare";
    };
  }

  private static String symbol(Expression.Binary binary) {
    return binary.operator().symbol();
  }

  static void requireNumber(Typed value, Expression place) {
    if (value.kind() == Kind.CONDITION) {
      throw Mistake.withHint(
          Message.CONDITION_AS_NUMBER,
          place.span(),
          "write " + Text.oneLine(place.span()) + " ? 1 : 0",
          Text.oneLine(place.span()));
    }
  }

  static void requireCondition(Typed value, Expression place) {
    if (value.kind() != Kind.CONDITION) {
      throw Mistake.withHint(
          Message.NUMBER_AS_CONDITION,
          place.span(),
          "write " + Text.oneLine(place.span()) + " != 0",
          Text.oneLine(place.span()));
    }
  }
}
