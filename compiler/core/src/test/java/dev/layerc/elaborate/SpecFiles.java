package dev.layerc.elaborate;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.equation.Program;
import dev.layerc.spec.SpecParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Specs in folders of test resources, with what is expected of each beside it. */
final class SpecFiles {
  static final Path RESOURCES = Path.of("src/test/resources");

  private SpecFiles() {}

  static Stream<SourceFile> in(String folder) throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".nn")).sorted().toList().stream()
          .map(SpecFiles::read);
    }
  }

  static SourceFile read(Path file) {
    try {
      return new SourceFile(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text beside {@code source}; written anew first where {@code -Dgoldens.rewrite=true}. */
  static String golden(String folder, SourceFile source, String actual) throws IOException {
    Path golden = RESOURCES.resolve(folder).resolve(source.name().replace(".nn", ".txt"));
    if (Boolean.getBoolean("goldens.rewrite")) {
      Files.writeString(golden, actual);
    }
    return Files.readString(golden);
  }

  static List<Program> elaborate(SourceFile source, DiagnosticLog log) {
    return Elaborator.elaborate(SpecParser.parse(source, log), SourceResolver.none(), log);
  }

  /** The programs of a text that should be right. */
  static List<Program> elaborate(String text) {
    DiagnosticLog log = new DiagnosticLog();
    List<Program> programs = elaborate(new SourceFile("test.nn", text), log);
    log.throwIfErrors();
    return programs;
  }
}
