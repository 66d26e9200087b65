package dev.layerc.diag;

import java.util.List;
import java.util.stream.Collectors;

/** The user's spec is wrong and the phase cannot go on; carries everything there is to tell. */
public final class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  public SpecException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** In the order of the text; warnings too. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
