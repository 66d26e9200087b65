package dev.layerc.elaborate;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Span;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Tensor;
import dev.layerc.spec.Expression;
import java.util.List;
import java.util.Optional;

/** What an expression may need of the body that it stands in. */
interface EquationHost {
  /** Instantiates the layers of a call or pipeline; its result. */
  Tensor instantiate(Expression callOrPipeline);

  /** A draw from the generator, at a place of the program that no other draw has. */
  Expr draw(List<Index> indices);

  /** An equation of its own for a reduction over the batch that stands inside of another value. */
  Expr lift(Expr.Reduce reduction, String target);

  /** The value at hand depends on {@code tensor}, though perhaps not smoothly. */
  void noteRead(Tensor tensor, Optional<Blocker> blocker);

  /** True for a computed place that may be "none", -1: an argmax under a condition. */
  default boolean mayBeNone(Tensor tensor) {
    return false;
  }

  void warn(Diagnostic diagnostic);

  /** A hint why two whole tensors have not the same shape. */
  default Optional<String> explain(Typed left, Typed right, Span place) {
    return Optional.empty();
  }
}
