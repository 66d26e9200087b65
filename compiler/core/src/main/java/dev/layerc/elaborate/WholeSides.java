package dev.layerc.elaborate;

import dev.layerc.spec.BinaryOperator;
import dev.layerc.spec.Expression;
import dev.layerc.spec.UnaryOperator;

/** Tells from the text alone whether both sides of a comparison are whole, so that '/' floors. */
final class WholeSides {
  private WholeSides() {}

  static boolean isWhole(Expression expression, EquationContext context) {
    if (expression instanceof Expression.Number number) {
      return Typed.isIntegral(number.value());
    }
    if (expression instanceof Expression.Reference reference) {
      return isWhole(reference, context);
    }
    if (expression instanceof Expression.Read read) {
      return context.scope().find(read.tensor().text()).orElse(null) instanceof Binding.Whole whole
          && !whole.tensor().isReal();
    }
    if (expression instanceof Expression.Unary unary) {
      return unary.operator() == UnaryOperator.NEGATE && isWhole(unary.operand(), context);
    }
    if (expression instanceof Expression.Call call) {
      return call.callee().text().equals("size");
    }
    return expression instanceof Expression.Binary binary
        && isArithmetic(binary.operator())
        && isWhole(binary.left(), context)
        && isWhole(binary.right(), context);
  }

  private static boolean isWhole(Expression.Reference reference, EquationContext context) {
    String name = reference.name().text();
    if (context.indices().containsKey(name)) {
      return true;
    }
    Binding binding = context.scope().find(name).orElse(null);
    if (binding instanceof Binding.Scalar scalar) {
      return scalar.value().isWhole();
    }
    return binding instanceof Binding.Whole whole && !whole.tensor().isReal();
  }

  private static boolean isArithmetic(BinaryOperator operator) {
    return operator == BinaryOperator.ADD
        || operator == BinaryOperator.SUBTRACT
        || operator == BinaryOperator.MULTIPLY
        || operator == BinaryOperator.DIVIDE
        || operator == BinaryOperator.REMAINDER;
  }

  /** True where an index or a whole tensor stands in it. */
  static boolean varies(Expression expression, EquationContext context) {
    if (expression instanceof Expression.Reference reference) {
      String name = reference.name().text();
      return context.indices().containsKey(name)
          || context.scope().find(name).orElse(null) instanceof Binding.Whole;
    }
    if (expression instanceof Expression.Unary unary) {
      return varies(unary.operand(), context);
    }
    if (expression instanceof Expression.Binary binary) {
      return varies(binary.left(), context) || varies(binary.right(), context);
    }
    return expression instanceof Expression.Read;
  }
}
