package dev.layerc.emit.template;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads and writes safetensors files: eight bytes of header length, the header, the numbers, all
 * little-endian. What is read is checked whole before {@link #commit} changes anything, and takes
 * no more memory than the file and the network have.
 */
final class Weights {
  private static final String TYPE = "F" + 8 * Float.BYTES;
  private static final int CHUNK = 1 << 16;

  /** What the format's reference implementation accepts at most. */
  private static final long LONGEST_HEADER = 100_000_000;

  /** The tensors that commit changes, with their new numbers, row-major in the declared shape. */
  private final Map<Tensor, float[]> staged = new LinkedHashMap<>();

  private final Map<String, String> metadata;

  private Weights(Map<String, String> metadata) {
    this.metadata = metadata;
  }

  /** Reads a file, see {@link #read(InputStream, long, List, List, boolean)}. */
  static Weights read(Path file, List<Tensor> needed, List<Tensor> moments, boolean finite)
      throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK)) {
      return read(in, Files.size(file), needed, moments, finite);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads weights without changing anything yet.
   *
   * @param length the number of bytes, or -1 where it is not known
   * @param needed what must be there
   * @param moments the optimizer's, of which all must be there or none
   * @param finite whether to refuse NaN and infinities
   */
  static Weights read(
      InputStream in, long length, List<Tensor> needed, List<Tensor> moments, boolean finite)
      throws IOException {
    long headerLength = readHeaderLength(in, length);
    WeightsHeader header =
        WeightsHeader.parse(
            readBytes(in, headerLength, length < 0 ? CHUNK : length), names(needed));
    List<WeightsHeader.Entry> entries = header.entries;
    long end = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end;
    if (length >= 0 && length - 8 - headerLength != end) {
      throw new IOException(
          "the file has " + length + " bytes, but its header tells of " + (8 + headerLength + end));
    }
    Map<String, Tensor> known = known(entries, needed, moments);
    Weights weights = new Weights(header.metadata);
    check(entries, known, moments.isEmpty());
    byte[] chunk = new byte[CHUNK];
    for (WeightsHeader.Entry entry : entries) {
      weights.stage(in, entry, known.get(entry.name), chunk, finite);
    }
    if (in.read() >= 0) {
      throw new IOException("bytes follow the last tensor");
    }
    return weights;
  }

  /** Gives the tensors the numbers that were read. */
  void commit() {
    for (Map.Entry<Tensor, float[]> entry : staged.entrySet()) {
      entry.getKey().copyFrom(entry.getValue(), 0);
    }
  }

  boolean has(Tensor tensor) {
    return staged.containsKey(tensor);
  }

  /** A whole number of the metadata, {@code least} or more; 0 where it is not there. */
  long number(String key, long least) throws IOException {
    String text = metadata.getOrDefault(key, "0");
    try {
      long number = Long.parseLong(text);
      if (number < least) {
        throw new IOException("the metadata's '" + key + "' is " + number);
      }
      return number;
    } catch (NumberFormatException e) {
      throw new IOException(
          "the metadata's '" + key + "' is no whole number: " + WeightsHeader.shown(text), e);
    }
  }

  private static Set<String> names(List<Tensor> tensors) {
    Set<String> names = new HashSet<>();
    for (Tensor tensor : tensors) {
      names.add(tensor.name);
    }
    return names;
  }

  /** The tensors to be found, by name: the moments only if the file has any of them. */
  private static Map<String, Tensor> known(
      List<WeightsHeader.Entry> entries, List<Tensor> needed, List<Tensor> moments) {
    Map<String, Tensor> known = new LinkedHashMap<>();
    for (Tensor tensor : needed) {
      known.put(tensor.name, tensor);
    }
    boolean any = false;
    for (WeightsHeader.Entry entry : entries) {
      any |= entry.isMoment() && !known.containsKey(entry.name);
    }
    for (Tensor moment : any ? moments : Collections.<Tensor>emptyList()) {
      known.put(moment.name, moment);
    }
    return known;
  }

  /** Each tensor once, of the right shape; moments of an optimizer that is not there are passed. */
  private static void check(
      List<WeightsHeader.Entry> entries, Map<String, Tensor> known, boolean passMoments)
      throws IOException {
    Map<String, Tensor> missing = new LinkedHashMap<>(known);
    for (WeightsHeader.Entry entry : entries) {
      Tensor tensor = missing.remove(entry.name);
      if (tensor != null) {
        checkShape(entry, tensor);
      } else if (!passMoments || !entry.isMoment()) {
        String name = WeightsHeader.shown(entry.name);
        throw new IOException("tensor " + name + " is not one of this network's");
      }
    }
    for (Tensor tensor : missing.values()) {
      throw new IOException("tensor " + tensor.name + " " + tensor.shapeText() + " is missing");
    }
  }

  private static void checkShape(WeightsHeader.Entry entry, Tensor tensor) throws IOException {
    if (!entry.shape.toString().equals(tensor.shapeText())) {
      throw new IOException(
          "tensor " + entry.name + " is " + tensor.shapeText() + ", but has " + entry.shape);
    }
    if (!entry.type.equals("F32") && !entry.type.equals("F64")) {
      throw new IOException(
          "tensor "
              + entry.name
              + " is of type "
              + WeightsHeader.shown(entry.type)
              + "; F32 and F64 can be read");
    }
    long bytes = tensor.size() * (entry.type.equals("F32") ? 4L : 8L);
    if (entry.end - entry.begin != bytes) {
      throw new IOException(
          "tensor "
              + entry.name
              + " takes "
              + bytes
              + " bytes, but has "
              + (entry.end - entry.begin));
    }
  }

  /** Reads the numbers of one tensor, or passes over them where it is null. */
  private void stage(
      InputStream in, WeightsHeader.Entry entry, Tensor tensor, byte[] bytes, boolean finite)
      throws IOException {
    float[] values = new float[tensor == null ? 0 : tensor.size()];
    boolean single = entry.type.equals("F32");
    int at = 0;
    ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (long left = entry.end - entry.begin; left > 0; left -= chunk.limit()) {
      int length = (int) Math.min(left, CHUNK);
      readFully(in, bytes, 0, length);
      chunk.clear();
      chunk.limit(length);
      while (at < values.length && chunk.hasRemaining()) {
        float value = single ? chunk.getFloat() : (float) chunk.getDouble();
        if (finite && (Float.isNaN(value) || Float.isInfinite(value))) {
          throw new IOException("tensor " + entry.name + " has " + value + " at place " + at);
        }
        values[at++] = value;
      }
    }
    if (tensor != null) {
      staged.put(tensor, values);
    }
  }

  private static long readHeaderLength(InputStream in, long fileLength) throws IOException {
    byte[] bytes = new byte[8];
    readFully(in, bytes, 0, 8);
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > LONGEST_HEADER) {
      throw new IOException("a header of " + length + " bytes: this is no safetensors file");
    }
    if (fileLength >= 0 && length > fileLength - 8) {
      throw new IOException(
          "a header of " + length + " bytes in a file of " + fileLength + ": it is cut off");
    }
    return length;
  }

  /** Reads so many bytes; past those that are sure to come, takes memory as they come. */
  private static byte[] readBytes(InputStream in, long length, long sure) throws IOException {
    byte[] bytes = new byte[(int) Math.min(length, sure)];
    int at = 0;
    while (true) {
      readFully(in, bytes, at, bytes.length);
      if (bytes.length == length) {
        return bytes;
      }
      at = bytes.length;
      bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * bytes.length));
    }
  }

  private static void readFully(InputStream in, byte[] target, int from, int to)
      throws IOException {
    int at = from;
    while (at < to) {
      int read = in.read(target, at, to - at);
      if (read < 0) {
        throw new IOException("the file is cut off");
      }
      at += read;
    }
  }

  /**
   * Writes a new file beside the old one and renames it: one of the two always stands. Who is
   * killed before that leaves the new one behind, its name ending in {@code .tmp}.
   */
  static void write(Path file, List<Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    Path target = file.toAbsolutePath();
    String unique = Long.toString(System.nanoTime(), Character.MAX_RADIX);
    Path fresh = target.resolveSibling(target.getFileName() + "." + unique + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        write(Channels.newOutputStream(channel), tensors, metadata);
        channel.force(true);
      }
      try {
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  static void write(OutputStream out, List<Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    byte[] header = header(tensors, metadata).getBytes(StandardCharsets.UTF_8);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    chunk.putLong(header.length);
    out.write(chunk.array(), 0, 8);
    out.write(header);
    chunk.clear();
    for (Tensor tensor : tensors) {
      for (float value : tensor.get()) {
        chunk.putFloat(value);
        if (!chunk.hasRemaining()) {
          out.write(chunk.array(), 0, CHUNK);
          chunk.clear();
        }
      }
    }
    out.write(chunk.array(), 0, chunk.position());
    out.flush();
  }

  /** The JSON, filled up with spaces so that the numbers start at a multiple of eight bytes. */
  private static String header(List<Tensor> tensors, Map<String, String> metadata) {
    List<String> members = new ArrayList<>();
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      members.add(quote(entry.getKey()) + ":" + quote(entry.getValue()));
    }
    StringBuilder json = new StringBuilder("{\"__metadata__\":{");
    json.append(String.join(",", members)).append('}');
    long at = 0;
    for (Tensor tensor : tensors) {
      long end = at + (long) tensor.size() * Float.BYTES;
      json.append(',').append(quote(tensor.name)).append(":{\"dtype\":\"").append(TYPE);
      json.append("\",\"shape\":").append(tensor.shapeText().replace(" ", ""));
      json.append(",\"data_offsets\":[").append(at).append(',').append(end).append("]}");
      at = end;
    }
    json.append('}');
    while (json.toString().getBytes(StandardCharsets.UTF_8).length % 8 != 0) {
      json.append(' ');
    }
    return json.toString();
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
