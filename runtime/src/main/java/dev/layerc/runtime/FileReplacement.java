package dev.layerc.runtime;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Replaces a file as a whole or not at all: the new contents are written beside it, under a hidden
 * name, and renamed when they are complete. Whoever reads sees the old file or the new one.
 */
public final class FileReplacement {

  /** Writes the contents. */
  @FunctionalInterface
  public interface Contents {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes a file by its path, as {@code net::save} does. */
  @FunctionalInterface
  public interface Saving {
    void save(Path file) throws IOException;
  }

  private FileReplacement() {}

  /** Replaces {@code file} by what {@code contents} writes. */
  public static void write(Path file, Contents contents) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      writeDirectly(file, contents); // A pipe or /dev/stdout cannot be replaced.
      return;
    }
    save(
        file,
        beside -> {
          try (OutputStream out =
              new BufferedOutputStream(
                  Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW), 1 << 16)) {
            contents.writeTo(out);
          }
        });
  }

  /** Lets {@code saving} write a file beside {@code file}, and renames that. */
  public static void save(Path file, Saving saving) throws IOException {
    Path target = Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file;
    Path beside =
        target.resolveSibling(
            "." + target.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".tmp");
    try {
      saving.save(beside);
      rename(beside, target);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static void writeDirectly(Path file, Contents contents) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      contents.writeTo(out);
    }
  }

  private static void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
