package dev.layerc.maven;

import dev.layerc.diag.Diagnostic;
import java.nio.file.Path;

/** Told what the user is to know, file by file. */
interface DiagnosticListener {
  /** The file is about to be compiled: what was told of it before no longer holds. */
  void begin(SpecFile spec);

  /** Something about {@code spec}, or about a file that it uses. */
  void report(SpecFile spec, Diagnostic diagnostic);

  /** A generated file was written or deleted. */
  void changed(Path file);
}
