package dev.layerc.elaborate;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.spec.Spec;
import dev.layerc.spec.SpecParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The standard layers, functions and optimizers, written in the language itself. */
public final class Prelude {
  /** The name under which messages speak of it. */
  public static final String NAME = "prelude.nn";

  private Prelude() {}

  /** Its text, parsed. */
  public static Spec spec() {
    return Holder.SPEC;
  }

  /** Parsed once; parsing is pure. */
  private static final class Holder {
    private static final Spec SPEC = SpecParser.parse(read());
  }

  static Library library(DiagnosticLog log) {
    Library library = new Library(Optional.empty(), log);
    spec().declarations().forEach(library::declare);
    return library;
  }

  private static SourceFile read() {
    try (InputStream in = Prelude.class.getResourceAsStream(NAME)) {
      return new SourceFile(NAME, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
