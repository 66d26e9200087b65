package dev.layerc.spec;

import dev.layerc.diag.Span;
import java.util.Optional;

/** One argument of a call: {@code 8}, {@code size = 5}. */
public record Argument(Optional<Name> name, Expression value) {
  public Span span() {
    return name.map(n -> n.span().to(value.span())).orElse(value.span());
  }
}
