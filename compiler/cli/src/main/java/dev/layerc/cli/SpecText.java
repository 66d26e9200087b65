package dev.layerc.cli;

import dev.layerc.diag.SourceFile;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the text of a {@code .nn} file. */
final class SpecText {
  /** A megabyte is some twenty thousand lines: more is not a spec. */
  private static final long LARGEST = 1 << 20;

  private SpecText() {}

  /** The file under the name that the user gave it. */
  static SourceFile read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw CommandFailure.file(file + ": is a directory, not a .nn file");
    }
    if (Files.size(file) > LARGEST) {
      throw CommandFailure.file(file + ": " + Files.size(file) + " bytes are too long for a spec");
    }
    try {
      return new SourceFile(file.toString().replace('\\', '/'), Files.readString(file));
    } catch (MalformedInputException e) {
      throw CommandFailure.file(file + ": is not UTF-8 text");
    }
  }
}
