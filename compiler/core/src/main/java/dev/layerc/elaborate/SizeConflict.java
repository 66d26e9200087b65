package dev.layerc.elaborate;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.spec.Expression;
import java.util.Optional;

/** An index that is 784 on one axis and 800 on another, with the declaration to mend. */
final class SizeConflict {
  record Side(String tensor, int axis, int extent) {}

  private SizeConflict() {}

  static Mistake of(Expression.Reference index, Side first, Side second, Scope scope) {
    Optional<String> hint =
        scope.axes().hint(second, first).or(() -> scope.axes().hint(first, second));
    return Mistake.of(
        Diagnostic.of(
                Message.INDEX_SIZES_DIFFER,
                index.span(),
                index.name(),
                first.extent(),
                first.tensor(),
                first.axis(),
                second.extent(),
                second.tensor(),
                second.axis())
            .withHint(hint));
  }
}
