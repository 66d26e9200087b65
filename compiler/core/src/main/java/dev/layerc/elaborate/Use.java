package dev.layerc.elaborate;

import dev.layerc.diag.Span;
import java.util.Optional;

/**
 * Where and as what a body is used.
 *
 * @param prefix what the names of its tensors begin with: {@code res_block1.conv2d2.}, empty for a
 *     net
 * @param layer the layer's name
 * @param span the use itself; of a net, its name
 * @param outer the body that uses it
 */
record Use(String prefix, String layer, Span span, boolean frozen, Optional<Use> outer) {

  static Use ofNet(String name, Span span) {
    return new Use("", name, span, false, Optional.empty());
  }

  Use inner(String newPrefix, String newLayer, Span at, boolean alsoFrozen) {
    return new Use(newPrefix, newLayer, at, frozen || alsoFrozen, Optional.of(this));
  }

  boolean isNet() {
    return outer.isEmpty();
  }

  /** The stage's name: the prefix without its dot. */
  String stage() {
    return prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
  }

  /** The place of the use; an equation of the net itself is used where it stands. */
  Span span(Span own) {
    return isNet() ? own : span;
  }

  /** The nearest use that the user has written: layers of the prelude use one another. */
  Span outermost() {
    return Prelude.NAME.equals(span.source().name()) && outer.isPresent()
        ? outer.get().outermost()
        : span;
  }
}
