package dev.layerc.spec;

import dev.layerc.diag.Span;
import java.util.List;
import java.util.Optional;

/** One top-level declaration of a file. */
public sealed interface Declaration {
  /** The whole declaration. */
  Span span();

  /** {@code use "blocks.nn"}. */
  record Use(String path, Span span) implements Declaration {}

  /** {@code const V = 96}. */
  record Constant(Name name, Expression value, Span span) implements Declaration {}

  /** {@code fn relu(x) = max(x, 0)}. */
  record Function(Name name, List<Name> parameters, Expression body, Span span)
      implements Declaration {
    public Function {
      parameters = List.copyOf(parameters);
    }
  }

  /** {@code layer dense(units) : x[..., I] -> y[..., units] { ... }}. */
  record Layer(
      Name name,
      List<HyperParameter> hyperParameters,
      List<TensorDeclaration> inputs,
      List<TensorDeclaration> outputs,
      List<Statement> body,
      Span span)
      implements Declaration {
    public Layer {
      hyperParameters = List.copyOf(hyperParameters);
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
      body = List.copyOf(body);
    }
  }

  /**
   * {@code optimizer sgd(lr = 0.01) : w, g, step { next w = w - lr * g }}. The names after the
   * colon are, in order: the parameter, its gradient, the 1-based step and, optionally, the
   * Euclidean norm of the whole gradient.
   */
  record Optimizer(
      Name name,
      List<HyperParameter> hyperParameters,
      List<Name> roles,
      List<Statement> body,
      Span span)
      implements Declaration {
    public Optimizer {
      hyperParameters = List.copyOf(hyperParameters);
      roles = List.copyOf(roles);
      body = List.copyOf(body);
    }
  }

  /** {@code net LeNet : float { ... }}; without a type, float. */
  record Net(Name name, Optional<ScalarType> type, List<Statement> body, Span span)
      implements Declaration {
    public Net {
      body = List.copyOf(body);
    }
  }
}
