package dev.layerc.maven;

import dev.layerc.diag.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;

/** The few lines that Maven repeats at the end of a failed build. */
final class MistakeSummary {
  private static final int SHOWN = 5;

  private MistakeSummary() {}

  static String of(List<Diagnostic> diagnostics) {
    String first =
        diagnostics.stream()
            .limit(SHOWN)
            .map(Diagnostic::toString)
            .collect(Collectors.joining("\n"));
    int more = diagnostics.size() - SHOWN;
    return "The .nn files have mistakes:\n"
        + first
        + (more > 0 ? "\n... and " + more + " more" : "");
  }
}
