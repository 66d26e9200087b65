package dev.layerc.spec;

import dev.layerc.diag.Span;
import java.util.List;
import java.util.Optional;

/** One statement of a net, layer or optimizer. */
public sealed interface Statement {
  Span span();

  /** {@code input x[784]}. */
  record Input(List<TensorDeclaration> tensors, Span span) implements Statement {
    public Input {
      tensors = List.copyOf(tensors);
    }
  }

  /** {@code target int<10> label}. */
  record Target(List<TensorDeclaration> tensors, Span span) implements Statement {
    public Target {
      tensors = List.copyOf(tensors);
    }
  }

  /** {@code const K = D / heads}. */
  record Constant(Name name, Expression value, Span span) implements Statement {}

  /** {@code param W[units, I] = glorot(I, units)}. */
  record Parameter(TensorDeclaration tensor, Expression initial, Span span) implements Statement {}

  /** {@code state rm[C] = 0}. */
  record State(TensorDeclaration tensor, Expression initial, Span span) implements Statement {}

  /** {@code shared emb = embedding(V, 32)}; {@code arguments} empty where brackets were dropped. */
  record Shared(Name name, Stage stage, Span span) implements Statement {}

  /** {@code next rm[c] = ...}; in an optimizer {@code next m = ...}. */
  record Next(Name name, Optional<List<Axis>> axes, Expression value, Span span)
      implements Statement {
    public Next {
      axes = axes.map(List::copyOf);
    }
  }

  /** {@code y[o] = ...} or {@code z = x -> dense(8)}. */
  record Definition(Name name, Optional<List<Axis>> axes, Expression value, Span span)
      implements Statement {
    public Definition {
      axes = axes.map(List::copyOf);
    }
  }

  /** {@code output p = z -> softmax}, {@code output z}. */
  record Output(Name name, Optional<Expression> value, Span span) implements Statement {}

  record Loss(Expression value, Span span) implements Statement {}

  record Metric(Expression value, Span span) implements Statement {}

  /** {@code gradient x, y}: gradients with respect to inputs. */
  record Gradient(List<Name> inputs, Span span) implements Statement {
    public Gradient {
      inputs = List.copyOf(inputs);
    }
  }

  /** {@code train adam(lr = 1e-3), batch = 32}. */
  record Train(Name optimizer, List<Argument> arguments, List<Argument> options, Span span)
      implements Statement {
    public Train {
      arguments = List.copyOf(arguments);
      options = List.copyOf(options);
    }
  }
}
