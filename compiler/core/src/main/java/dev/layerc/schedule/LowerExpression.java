package dev.layerc.schedule;

import dev.layerc.equation.Expr;
import dev.layerc.equation.ExprVisitor;
import dev.layerc.equation.Index;
import dev.layerc.loop.Code;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.List;
import java.util.function.Function;

/**
 * An expression of an equation as a value of scheduled code, at one point: every index has a value,
 * every reduction was done before.
 */
final class LowerExpression implements ExprVisitor<Value> {
  private final MethodDraft method;
  private final Scope scope;

  LowerExpression(MethodDraft method, Scope scope) {
    this.method = method;
    this.scope = scope;
  }

  /** The value as a real number. */
  Value real(Expr expr) {
    if (Kind.of(expr) == Kind.WHOLE) {
      Value whole = whole(expr);
      return whole instanceof Value.Whole constant
          ? new Value.Real(constant.value())
          : new Value.Operation(Code.TO_REAL, whole);
    }
    return Kind.of(expr) == Kind.CONDITION
        ? new Value.Choice(condition(expr), new Value.Real(1), new Value.Real(0))
        : expr.accept(this);
  }

  /** The value as a whole number. */
  Value whole(Expr expr) {
    if (Kind.isNeutral(expr)) {
      return Wholes.constant((int) ((Expr.Literal) expr).value());
    }
    return Kind.of(expr) == Kind.WHOLE
        ? LowerWhole.of(expr, this)
        : new Value.Operation(Code.TO_INT, expr.accept(this));
  }

  /**
   * The branches as {@code lower} makes them. Where the condition is decided, the other branch is
   * not lowered: in unrolled code it may read outside of its tensor.
   */
  Value choice(Expr.Select select, Function<Expr, Value> lower) {
    Value condition = condition(select.condition());
    if (condition.equals(Truths.TRUE)) {
      return lower.apply(select.whenTrue());
    }
    if (condition.equals(Truths.FALSE)) {
      return lower.apply(select.whenFalse());
    }
    return new Value.Choice(
        condition, lower.apply(select.whenTrue()), lower.apply(select.whenFalse()));
  }

  /** The value as a truth value. */
  Value condition(Expr expr) {
    return LowerCondition.of(expr, this);
  }

  /** The value of an index. */
  Value index(Index index) {
    return scope.of(index);
  }

  /** What a reduction came to. */
  Value reduction(Expr.Reduce reduce) {
    return scope
        .reduction(reduce)
        .orElseThrow(() -> new IllegalStateException("a reduction that was not done: " + reduce));
  }

  @Override
  public Value visitLiteral(Expr.Literal literal) {
    return new Value.Real(literal.value());
  }

  @Override
  public Value visitIndexValue(Expr.IndexValue indexValue) {
    return index(indexValue.index());
  }

  @Override
  public Value visitTraining(Expr.Training training) {
    throw new IllegalStateException("'training' was to be replaced before");
  }

  @Override
  public Value visitBatchSize(Expr.BatchSize batchSize) {
    return new Value.Operation(Code.TO_REAL, method.count());
  }

  @Override
  public Value visitRead(Expr.Read read) {
    return LowerRead.of(read, this, method, scope);
  }

  @Override
  public Value visitApply(Expr.Apply apply) {
    List<Value> operands = apply.operands().stream().map(this::real).toList();
    return switch (apply.operator()) {
      case STOP -> operands.get(0);
      case POWER -> Reals.power(operands.get(0), operands.get(1));
      default -> new Value.Operation(Codes.real(apply.operator()), operands);
    };
  }

  @Override
  public Value visitSelect(Expr.Select select) {
    return choice(select, this::real);
  }

  @Override
  public Value visitReduce(Expr.Reduce reduce) {
    return reduction(reduce);
  }

  @Override
  public Value visitRandomDraw(Expr.RandomDraw draw) {
    Value position = Wholes.constant(0);
    for (int axis = 0; axis < draw.at().size(); axis++) {
      // The batch, whose extent is not known here, comes first and is never a factor.
      position = Wholes.multiply(position, Math.max(1, draw.extents().get(axis)));
      position = Wholes.add(position, whole(draw.at().get(axis)));
    }
    return new Value.Random(method.seed(), draw.site(), position);
  }
}
