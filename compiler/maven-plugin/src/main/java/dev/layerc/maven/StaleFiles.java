package dev.layerc.maven;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files that this execution wrote last time and writes no longer. What another execution has
 * come to write (its record stands beside) is not stale, and a file that no record names is the
 * user's own.
 */
final class StaleFiles {
  private StaleFiles() {}

  static Set<Path> of(Optional<BuildRecord> last, Path recordFile, Set<Path> written)
      throws IOException {
    Set<Path> stale = new TreeSet<>();
    last.ifPresent(r -> r.outputs().keySet().forEach(f -> stale.add(Path.of(f))));
    stale.removeAll(written);
    if (!stale.isEmpty()) {
      stale.removeAll(writtenByOthers(recordFile));
    }
    return stale;
  }

  private static Set<Path> writtenByOthers(Path recordFile) throws IOException {
    Set<Path> files = new TreeSet<>();
    try (DirectoryStream<Path> records = Files.newDirectoryStream(recordFile.getParent())) {
      for (Path other : records) {
        if (!other.equals(recordFile)) {
          BuildRecord.read(other)
              .ifPresent(r -> r.outputs().keySet().forEach(f -> files.add(Path.of(f))));
        }
      }
    }
    return files;
  }
}
