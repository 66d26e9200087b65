package dev.layerc.runtime;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file cannot be read as what it should be: another format, damaged, or cut short. The message
 * begins with the file's name.
 */
public class DataFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  public DataFormatException(Path file, String message) {
    super(file + ": " + message);
  }
}
