package dev.layerc.runtime;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads safetensors files, strictly: eight bytes of header length, the JSON header, and elements
 * that the header describes without gap or overlap. Nothing is allocated that the length of the
 * file does not account for.
 */
public final class SafetensorsReader {
  private static final int LENGTH_BYTES = 8;
  private static final long LONGEST_HEADER = 100_000_000;

  private final Path file;
  private final FileChannel channel;
  private final long size;

  private SafetensorsReader(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.size = channel.size();
  }

  /** All tensors of the file, by name, in the order of the header. */
  public static Map<String, StoredTensor> read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new DataFormatException(file, "is a directory, not a safetensors file");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      return new SafetensorsReader(file, channel).readAll();
    }
  }

  private Map<String, StoredTensor> readAll() throws IOException {
    long headerLength = headerLength();
    String header = utf8(bytes(LENGTH_BYTES, headerLength));
    Map<String, SafetensorsHeader.Entry> entries = SafetensorsHeader.parse(file, header).entries();
    long dataBegin = LENGTH_BYTES + headerLength;
    requireNoGaps(entries, size - dataBegin);
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, SafetensorsHeader.Entry> entry : entries.entrySet()) {
      tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), dataBegin));
    }
    return tensors;
  }

  private long headerLength() throws IOException {
    if (size < LENGTH_BYTES) {
      throw new DataFormatException(file, "truncated: " + size + " bytes hold no header");
    }
    long length = bytes(0, LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    if (length < 2 || length > LONGEST_HEADER) {
      throw new DataFormatException(
          file, "not a safetensors file: a header of " + Long.toUnsignedString(length) + " bytes");
    }
    if (length > size - LENGTH_BYTES) {
      throw new DataFormatException(
          file, "truncated: a header of " + length + " bytes in a file of " + size);
    }
    return length;
  }

  private String utf8(ByteBuffer bytes) throws DataFormatException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new DataFormatException(file, "not a safetensors file: its header is not UTF-8");
    }
  }

  private void requireNoGaps(Map<String, SafetensorsHeader.Entry> entries, long dataSize)
      throws DataFormatException {
    List<Map.Entry<String, SafetensorsHeader.Entry>> sorted = new ArrayList<>(entries.entrySet());
    sorted.sort(
        Comparator.comparingLong(
                (Map.Entry<String, SafetensorsHeader.Entry> e) -> e.getValue().begin())
            .thenComparingLong(e -> e.getValue().end()));
    long end = 0;
    for (Map.Entry<String, SafetensorsHeader.Entry> entry : sorted) {
      SafetensorsHeader.Entry tensor = entry.getValue();
      if (tensor.begin() != end || tensor.end() < tensor.begin()) {
        throw new DataFormatException(
            file,
            String.format(
                "the data of '%s' (%d..%d) overlap others or leave a gap",
                entry.getKey(), tensor.begin(), tensor.end()));
      }
      end = tensor.end();
    }
    if (end > dataSize) {
      throw new DataFormatException(
          file, "truncated: " + end + " bytes of data promised, " + dataSize + " there");
    }
    if (end < dataSize) {
      throw new DataFormatException(file, (dataSize - end) + " bytes follow the last tensor");
    }
  }

  private StoredTensor tensor(String name, SafetensorsHeader.Entry entry, long dataBegin)
      throws IOException {
    ElementKind kind =
        ElementKind.named(entry.type())
            .orElseThrow(
                () ->
                    new DataFormatException(
                        file, "'" + name + "' has elements of type " + entry.type()));
    long length = entry.end() - entry.begin();
    List<Integer> shape = new ArrayList<>();
    long bytes = kind.bytes();
    for (long extent : entry.shape()) {
      shape.add((int) Math.min(extent, Integer.MAX_VALUE));
      // Longer than the file already: stop before it overflows.
      bytes = extent > 0 && bytes > size / extent ? Long.MAX_VALUE : bytes * extent;
      if (bytes == Long.MAX_VALUE) {
        break;
      }
    }
    if (bytes != length) {
      throw new DataFormatException(
          file,
          "'" + name + "' of shape " + entry.shape() + " does not fill its " + length + " bytes");
    }
    return new StoredTensor(kind, shape, bytes(dataBegin + entry.begin(), length));
  }

  private ByteBuffer bytes(long from, long length) throws IOException {
    if (length > Integer.MAX_VALUE - 8) {
      throw new DataFormatException(file, "a tensor of " + length + " bytes is too large");
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new EOFException(file + ": truncated while it was read");
      }
    }
    return buffer.flip();
  }
}
