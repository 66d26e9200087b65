package dev.layerc.elaborate;

import dev.layerc.diag.Span;
import dev.layerc.equation.Tensor;

/** What a name of a scope stands for. */
sealed interface Binding {
  /** Where the name was given. */
  Span declared();

  /**
   * A number: a size, a constant, a hyper-parameter ({@code what} says which), or the argument of a
   * function. A hyper-parameter of an optimizer may be an expression of the step.
   */
  record Scalar(Typed value, String what, Span declared) implements Binding {}

  record Whole(Tensor tensor, Span declared) implements Binding {}

  /** {@code shared emb = embedding(V, 32)}. */
  record SharedStage(SharedLayer layer, Span declared) implements Binding {}

  /** What was to be defined here is wrong, and told. */
  record Broken(Span declared) implements Binding {}
}
