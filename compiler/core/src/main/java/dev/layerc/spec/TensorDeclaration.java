package dev.layerc.spec;

import dev.layerc.diag.Span;
import java.util.List;
import java.util.Optional;

/** {@code int<V> text[T]}; a scalar has no axes. */
public record TensorDeclaration(Optional<ScalarType> type, Name name, List<Axis> axes, Span span) {
  public TensorDeclaration {
    axes = List.copyOf(axes);
  }
}
