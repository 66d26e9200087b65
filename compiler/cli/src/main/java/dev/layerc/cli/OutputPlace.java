package dev.layerc.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Looks whether a file can be written before the work whose result it takes. */
final class OutputPlace {
  private OutputPlace() {}

  static void requireWritable(Path file) {
    if (Files.isDirectory(file)) {
      throw CommandFailure.file(file + ": cannot be written: is a directory");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw CommandFailure.file(file + ": cannot be written: no directory " + folder);
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw CommandFailure.file(file + ": cannot be written: permission denied");
    }
  }
}
