package dev.layerc.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Says what went wrong with a file: Java's own exceptions often hold nothing but its name. */
final class FileMistake {
  private FileMistake() {}

  static String tell(IOException failure) {
    if (failure instanceof FileSystemException mistake) {
      return mistake.getFile() + ": " + reason(mistake);
    }
    return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
  }

  private static String reason(FileSystemException mistake) {
    if (mistake instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (mistake instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (mistake instanceof NotDirectoryException || mistake instanceof FileAlreadyExistsException) {
      return "is not a directory";
    }
    if (mistake instanceof DirectoryNotEmptyException) {
      return "is a directory";
    }
    return Objects.requireNonNullElse(mistake.getReason(), "cannot be used");
  }
}
