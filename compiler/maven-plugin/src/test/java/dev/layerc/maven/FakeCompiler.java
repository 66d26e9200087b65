package dev.layerc.maven;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.Message;
import dev.layerc.diag.SourceFile;
import dev.layerc.diag.Span;
import dev.layerc.diag.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Stands for the compiler: each line {@code net Name} becomes a class, {@code use file} is read,
 * and {@code wrong} is a mistake.
 */
final class FakeCompiler implements SpecCompiler {
  final List<String> compiled = new ArrayList<>();

  @Override
  public CompiledSpec compile(SpecFile spec) throws IOException {
    compiled.add(spec.name());
    String text = Files.readString(spec.path());
    TreeMap<String, String> files = new TreeMap<>();
    TreeSet<Path> read = new TreeSet<>(List.of(spec.path()));
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ", 2);
      switch (words[0]) {
        case "net" -> files.put("p/" + words[1] + ".java", "class " + words[1] + used(read));
        case "use" -> read.add(spec.path().resolveSibling(words[1]));
        default -> throw new SpecException(List.of(mistake(spec, text)));
      }
    }
    return new CompiledSpec(files, List.of(), read);
  }

  private static String used(Set<Path> read) throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path path : read) {
      all.append(" /* ").append(Files.readString(path)).append(" */");
    }
    return all.toString();
  }

  static Diagnostic mistake(SpecFile spec, String text) {
    int at = text.indexOf("wrong");
    return Diagnostic.of(
        Message.HASH_COMMENT, new Span(new SourceFile(spec.name(), text), at, at + 5));
  }
}
