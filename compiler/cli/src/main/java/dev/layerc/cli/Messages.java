package dev.layerc.cli;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.DiagnosticPrinter;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command tells what is not its result: the standard error stream. */
record Messages(PrintWriter err, boolean colours) {

  static Messages of(CommandSpec spec) {
    return new Messages(
        spec.commandLine().getErr(), spec.commandLine().getColorScheme().ansi().enabled());
  }

  void tell(List<Diagnostic> warnings) {
    err.print(new DiagnosticPrinter(colours).print(warnings));
    err.flush();
  }
}
