package dev.layerc.elaborate;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.Message;
import dev.layerc.diag.SourceFile;
import dev.layerc.spec.Declaration;
import dev.layerc.spec.Spec;
import dev.layerc.spec.SpecParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads a file's {@code use}d files, and what they use; each once, however it is reached. */
final class UsedFiles {
  private final SourceResolver resolver;
  private final DiagnosticLog log;
  private final Library prelude;
  private final Map<String, Library> loaded = new LinkedHashMap<>();
  private final List<String> open = new ArrayList<>();

  UsedFiles(SourceResolver resolver, DiagnosticLog log) {
    this.resolver = resolver;
    this.log = log;
    this.prelude = Prelude.library(log);
  }

  /** What a file sees. */
  Library library(Spec spec) {
    Library library = new Library(Optional.of(prelude), log);
    open.add(spec.source().name());
    for (Declaration declaration : spec.declarations()) {
      if (!(declaration instanceof Declaration.Use)) {
        library.declare(declaration);
      }
    }
    for (Declaration declaration : spec.declarations()) {
      if (declaration instanceof Declaration.Use use) {
        use(spec.source(), use).ifPresent(library::include);
      }
    }
    open.remove(open.size() - 1);
    return library;
  }

  private Optional<Library> use(SourceFile user, Declaration.Use use) {
    SourceFile file;
    try {
      file = resolver.resolve(user, use.path());
    } catch (IOException e) {
      log.report(Message.USED_FILE_UNREADABLE, use.span(), use.path(), e.getMessage());
      return Optional.empty();
    }
    if (open.contains(file.name())) {
      List<String> cycle = new ArrayList<>(open.subList(open.indexOf(file.name()), open.size()));
      cycle.add(file.name());
      log.add(Diagnostic.of(Message.USE_CYCLE, use.span(), String.join(" -> ", cycle)));
      return Optional.empty();
    }
    Library known = loaded.get(file.name());
    if (known == null) {
      known = library(SpecParser.parse(file, log));
      loaded.put(file.name(), known);
    }
    return Optional.of(known);
  }
}
