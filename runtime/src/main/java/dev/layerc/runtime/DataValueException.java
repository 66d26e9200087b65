package dev.layerc.runtime;

import java.nio.file.Path;

/** A file can be read, but what stands in it cannot be used: a value, a label, a count. */
public final class DataValueException extends DataFormatException {
  private static final long serialVersionUID = 1L;

  public DataValueException(Path file, String message) {
    super(file, message);
  }
}
