package dev.layerc.gradient;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.diag.SpecException;
import dev.layerc.equation.Origin;
import java.util.List;

/** What is told where an equation has no derivative that the compiler could write. */
final class NoGradient {
  private NoGradient() {}

  /** The message at the equation's own text, with the place where its stage is used. */
  static SpecException at(Origin origin, Message message, Object... arguments) {
    Diagnostic diagnostic = Diagnostic.of(message, origin.definition(), arguments);
    boolean usedElsewhere = !origin.use().equals(origin.definition());
    return new SpecException(
        List.of(usedElsewhere ? diagnostic.withRelated(origin.use(), "used here") : diagnostic));
  }
}
