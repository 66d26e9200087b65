package dev.layerc.spec;

import dev.layerc.diag.Span;

/** One place between square brackets: an expression, or {@code ...} for the remaining axes. */
public sealed interface Axis {
  Span span();

  record Remaining(Span span) implements Axis {}

  record Of(Expression expression) implements Axis {
    @Override
    public Span span() {
      return expression.span();
    }
  }
}
