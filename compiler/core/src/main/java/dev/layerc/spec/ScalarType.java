package dev.layerc.spec;

import dev.layerc.diag.Span;

/** The written type of a tensor's elements. */
public sealed interface ScalarType {
  Span span();

  record Float(Span span) implements ScalarType {}

  record Double(Span span) implements ScalarType {}

  /** {@code int<V>}: whole numbers 0..V-1; V is a number, a size or a constant. */
  record Int(Expression limit, Span span) implements ScalarType {}
}
