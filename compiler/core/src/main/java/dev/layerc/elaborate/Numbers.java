package dev.layerc.elaborate;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.BinaryOperator;
import dev.layerc.spec.Expression;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Evaluates what must be a number when the net is compiled: hyper-parameters, sizes, constants. */
final class Numbers {
  /** Larger axes would overflow the array indices of Java long before. */
  private static final int LARGEST_AXIS = Integer.MAX_VALUE;

  private Numbers() {}

  /** The value of a constant or hyper-parameter; {@code /} is real division. */
  static Typed evaluate(Expression expression, Scope scope) {
    return literal(expression, Expressions.elaborate(expression, context(scope)));
  }

  static double number(Expression expression, Scope scope) {
    return evaluate(expression, scope).literal();
  }

  /**
   * The value of an axis or bound; {@code /} floors. A quotient that is itself the axis and does
   * not divide is told as a warning; one that more is added to (the output shape of a convolution)
   * floors on purpose.
   */
  static int extent(Expression expression, Scope scope, Consumer<Diagnostic> warnings) {
    Typed value =
        literal(expression, Expressions.elaborate(expression, context(scope).inIndexPosition()));
    figures(expression, value, scope)
        .ifPresent(
            text ->
                warnings.accept(
                    Diagnostic.of(
                        Message.DOES_NOT_DIVIDE, expression.span(), text, floor(value.literal()))));
    double floored = value.figures().isPresent() ? Math.floor(value.literal()) : value.literal();
    if (!Typed.isIntegral(floored)) {
      throw Mistake.of(Message.SIZE_NOT_WHOLE, expression.span(), show(floored));
    }
    if (floored < 1 || floored > LARGEST_AXIS) {
      throw Mistake.of(Message.SIZE_NOT_POSITIVE, expression.span(), show(floored));
    }
    return (int) floored;
  }

  private static Optional<String> figures(Expression expression, Typed value, Scope scope) {
    if (value.figures().isPresent()) {
      return value.figures();
    }
    if (expression instanceof Expression.Binary quotient
        && quotient.operator() == BinaryOperator.DIVIDE) {
      return evaluate(expression, scope).figures();
    }
    return Optional.empty();
  }

  private static long floor(double value) {
    return (long) Math.floor(value);
  }

  private static Typed literal(Expression expression, Typed value) {
    if (value.kind() == Kind.CONDITION || !value.isLiteral()) {
      throw Mistake.of(Message.NOT_A_CONSTANT, expression.span(), expression.span().text());
    }
    return value;
  }

  static EquationContext context(Scope scope) {
    return EquationContext.of(scope, new NoTensors());
  }

  /** 28, 0.5: as one writes a number. */
  static String show(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    return Typed.isIntegral(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }

  /** Where only numbers may stand. */
  private static final class NoTensors implements EquationHost {
    @Override
    public Tensor instantiate(Expression expression) {
      throw Mistake.of(Message.NOT_A_CONSTANT, expression.span(), expression.span().text());
    }

    @Override
    public Expr draw(List<Index> indices) {
      return new Expr.RandomDraw(0, List.of(), List.of());
    }

    @Override
    public Expr lift(Expr.Reduce reduction, String target) {
      return reduction;
    }

    @Override
    public void noteRead(Tensor tensor, Optional<Blocker> blocker) {}

    @Override
    public void warn(Diagnostic diagnostic) {}
  }
}
