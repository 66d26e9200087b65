package dev.layerc.spec;

import dev.layerc.diag.Span;
import java.util.List;
import java.util.Optional;

/** An expression as written; what its names mean is decided by elaboration. */
public sealed interface Expression {
  Span span();

  /** {@code 1e-3}; {@code text} as it was written. */
  record Number(String text, Span span) implements Expression {
    public double value() {
      return Double.parseDouble(text);
    }
  }

  /** {@code inf}. */
  record Infinity(Span span) implements Expression {}

  /** {@code training}. */
  record Training(Span span) implements Expression {}

  /** A bare name: a whole tensor, an index, a size, a constant or a hyper-parameter. */
  record Reference(Name name) implements Expression {
    @Override
    public Span span() {
      return name.span();
    }
  }

  /**
   * {@code x[c, i+k else 0]}; also {@code random[...]}. {@code otherwise} is the value after else.
   */
  record Read(Name tensor, List<Axis> axes, Optional<Expression> otherwise, Span span)
      implements Expression {
    public Read {
      axes = List.copyOf(axes);
    }
  }

  /** {@code dense(8)}, {@code max(x, 0)}, {@code concat(left, right)}, {@code reshape(x)}. */
  record Call(Name callee, List<Argument> arguments, Span span) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  record Unary(UnaryOperator operator, Expression operand, Span span) implements Expression {}

  /** {@code operatorSpan} is the place of the operator itself. */
  record Binary(
      BinaryOperator operator, Expression left, Expression right, Span operatorSpan, Span span)
      implements Expression {}

  /** {@code c ? p : q}. */
  record Conditional(Expression condition, Expression whenTrue, Expression whenFalse, Span span)
      implements Expression {}

  /** {@code sum[k < n where k > i] body}. */
  record Reduction(
      ReducerKind kind,
      List<Binder> binders,
      Optional<Expression> where,
      Expression body,
      Span keywordSpan,
      Span span)
      implements Expression {
    public Reduction {
      binders = List.copyOf(binders);
    }
  }

  /** {@code x -> dense(8) -> relu}. */
  record Pipeline(Expression source, List<Stage> stages, Span span) implements Expression {
    public Pipeline {
      stages = List.copyOf(stages);
    }
  }
}
