package dev.layerc.cli;

import dev.layerc.emit.GeneratedFile;
import dev.layerc.runtime.FileReplacement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Where generated sources go. Each file is replaced as a whole, and only if its bytes change, so
 * that nothing that is up to date is built again.
 */
record SourceFolder(Path folder) {

  /** A file, and whether its bytes were new. */
  record Written(Path file, boolean changed) {}

  Written write(GeneratedFile generated) throws IOException {
    Path file = folder.resolve(generated.path());
    byte[] bytes = generated.text().getBytes(StandardCharsets.UTF_8);
    if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
      return new Written(file, false);
    }
    Files.createDirectories(file.getParent());
    FileReplacement.write(file, out -> out.write(bytes));
    return new Written(file, true);
  }

  /** Tells before anything is written what would stand in the way of some of the files. */
  void requireWritable(List<GeneratedFile> files) {
    for (GeneratedFile generated : files) {
      Path file = folder.resolve(generated.path());
      if (Files.isDirectory(file)) {
        throw CommandFailure.file(file + ": cannot be written: is a directory");
      }
      for (Path above = file.getParent(); above != null; above = above.getParent()) {
        if (Files.exists(above)) {
          requireFolder(above);
          break;
        }
      }
    }
  }

  private static void requireFolder(Path place) {
    if (!Files.isDirectory(place)) {
      throw CommandFailure.file(place + ": cannot hold files: is not a directory");
    }
    if (!Files.isWritable(place)) {
      throw CommandFailure.file(place + ": cannot be written: permission denied");
    }
  }
}
