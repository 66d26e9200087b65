package dev.layerc.maven;

import dev.layerc.diag.SourceFile;
import dev.layerc.elaborate.SourceResolver;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a spec and what it uses, and remembers which files these were. */
final class UsedFiles implements SourceResolver {
  private final FileNames names;
  private final Map<String, Path> paths = new TreeMap<>();

  UsedFiles(FileNames names) {
    this.names = names;
  }

  /** The spec itself, by its own name. */
  SourceFile read(SpecFile spec) throws IOException {
    paths.put(spec.name(), spec.path());
    return new SourceFile(spec.name(), Files.readString(spec.path()));
  }

  @Override
  public SourceFile resolve(SourceFile user, String path) throws IOException {
    Path file = paths.get(user.name()).resolveSibling(path).normalize();
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no file " + names.of(file));
    }
    String name = names.of(file);
    paths.put(name, file);
    try {
      return new SourceFile(name, Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new IOException(name + " is not text in UTF-8", e);
    }
  }

  SortedSet<Path> paths() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(paths.values()));
  }
}
