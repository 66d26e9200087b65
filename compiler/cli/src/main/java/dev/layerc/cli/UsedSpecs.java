package dev.layerc.cli;

import dev.layerc.diag.SourceFile;
import dev.layerc.elaborate.SourceResolver;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Finds the files of {@code use} lines, each beside the file that uses it. */
final class UsedSpecs implements SourceResolver {
  @Override
  public SourceFile resolve(SourceFile user, String path) throws IOException {
    Path file = Path.of(user.name()).resolveSibling(path).normalize();
    try {
      return SpecText.read(file);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file", e);
    }
  }
}
