package dev.layerc.elaborate;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.diag.Span;
import java.util.Optional;

/**
 * Ends the elaboration of one statement: with what the user is to be told, or silently where the
 * statement depends on another that is already told to be wrong.
 */
final class Mistake extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  private Mistake(Diagnostic diagnostic) {
    super(diagnostic == null ? "told already" : diagnostic.text(), null, false, false);
    this.diagnostic = diagnostic;
  }

  static Mistake of(Diagnostic diagnostic) {
    return new Mistake(diagnostic);
  }

  static Mistake of(Message message, Span span, Object... arguments) {
    return new Mistake(Diagnostic.of(message, span, arguments));
  }

  static Mistake withHint(Message message, Span span, String hint, Object... arguments) {
    return new Mistake(Diagnostic.of(message, span, arguments).withHint(hint));
  }

  /** What is wrong has been told elsewhere. */
  static Mistake toldAlready() {
    return new Mistake(null);
  }

  Optional<Diagnostic> diagnostic() {
    return Optional.ofNullable(diagnostic);
  }
}
