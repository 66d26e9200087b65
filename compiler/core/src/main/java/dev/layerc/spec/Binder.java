package dev.layerc.spec;

import dev.layerc.diag.Span;
import java.util.Optional;

/** An index that a reducer binds: {@code k}, {@code k < size}, {@code batch} or {@code ...}. */
public sealed interface Binder {
  Span span();

  record Remaining(Span span) implements Binder {}

  record Index(Name name, Optional<Expression> bound) implements Binder {
    @Override
    public Span span() {
      return name.span();
    }
  }
}
