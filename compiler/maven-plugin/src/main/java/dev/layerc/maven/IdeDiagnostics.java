package dev.layerc.maven;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.DiagnosticPrinter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.codehaus.plexus.build.BuildContext;

/**
 * Hands diagnostics to the build context: in an IDE it puts markers into the editor, on the command
 * line it logs them with file, line and column. The source line, the caret and the hint go along.
 */
record IdeDiagnostics(BuildContext context, Path baseDirectory) implements DiagnosticListener {

  @Override
  public void begin(SpecFile spec) {
    context.removeMessages(spec.path().toFile());
  }

  @Override
  public void report(SpecFile spec, Diagnostic diagnostic) {
    context.addMessage(
        place(spec, diagnostic).toFile(),
        diagnostic.span().line(),
        diagnostic.span().column(),
        message(diagnostic),
        diagnostic.isError() ? BuildContext.SEVERITY_ERROR : BuildContext.SEVERITY_WARNING,
        null);
  }

  @Override
  public void changed(Path file) {
    context.refresh(file.toFile());
  }

  /** A used file is named like a spec; what is no file (the prelude) is told at the spec. */
  private Path place(SpecFile spec, Diagnostic diagnostic) {
    Path named = baseDirectory.resolve(diagnostic.span().source().name());
    return Files.isRegularFile(named) ? named : spec.path();
  }

  /** The printed form, without the place in front: the context tells it in its own way. */
  private static String message(Diagnostic diagnostic) {
    String printed = new DiagnosticPrinter(false).print(diagnostic).stripTrailing();
    return diagnostic.text() + printed.substring(printed.indexOf('\n'));
  }
}
