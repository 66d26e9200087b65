package dev.layerc.runtime;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes small IDX files for tests. */
final class IdxFiles {
  private IdxFiles() {}

  static byte[] bytes(int magic, int[] shape, int... elements) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(magic);
      for (int extent : shape) {
        out.writeInt(extent);
      }
      for (int element : elements) {
        out.writeByte(element);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  static Path write(Path file, byte[] bytes) throws IOException {
    return Files.write(file, bytes);
  }

  static Path writeZipped(Path file, byte[] bytes) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes);
    }
    return file;
  }

  /** {@code count} images of 1×2 whose pixels are their number, labelled by it modulo 10. */
  static void writePair(Path folder, String part, int count) throws IOException {
    int[] pixels = new int[2 * count];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      pixels[2 * i] = i;
      pixels[2 * i + 1] = i;
      labels[i] = i % 10;
    }
    writeZipped(
        folder.resolve(part + "-images-idx3-ubyte.gz"),
        bytes(0x803, new int[] {count, 1, 2}, pixels));
    write(folder.resolve(part + "-labels-idx1-ubyte"), bytes(0x801, new int[] {count}, labels));
  }
}
