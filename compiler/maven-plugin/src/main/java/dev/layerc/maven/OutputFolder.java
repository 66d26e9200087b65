package dev.layerc.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The folder of generated sources. Time stamps stay where bytes stay: javac then has less to do.
 */
record OutputFolder(Path folder) {

  /** Writes {@code text} unless the file already holds it; whether it wrote. */
  boolean write(Path file, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
      return false;
    }
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    return true;
  }

  /** Deletes a file that is no longer generated, and the folders that this leaves empty. */
  boolean delete(Path file) throws IOException {
    boolean deleted = Files.deleteIfExists(file);
    deleteEmptyFolders(file.getParent());
    return deleted;
  }

  private void deleteEmptyFolders(Path from) throws IOException {
    try {
      for (Path at = from; at.startsWith(folder) && !at.equals(folder); at = at.getParent()) {
        Files.deleteIfExists(at);
      }
    } catch (DirectoryNotEmptyException | NoSuchFileException e) {
      // Something else lives there; that and all above it stays.
      return;
    }
  }
}
