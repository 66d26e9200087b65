package dev.layerc.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringJoiner;

/** Writes safetensors files; an existing file is replaced as a whole or not at all. */
public final class SafetensorsWriter {
  /** The data begin at a multiple of this, so that they can be mapped. */
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /** Writes the tensors in the order of the map. */
  public static void write(Path file, Map<String, StoredTensor> tensors) throws IOException {
    FileReplacement.write(file, out -> write(out, tensors));
  }

  private static void write(OutputStream out, Map<String, StoredTensor> tensors)
      throws IOException {
    byte[] header = header(tensors).getBytes(StandardCharsets.UTF_8);
    int padding = Math.floorMod(-header.length, ALIGNMENT);
    out.write(
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length + padding)
            .array());
    out.write(header);
    out.write(" ".repeat(padding).getBytes(StandardCharsets.UTF_8));
    WritableByteChannel channel = Channels.newChannel(out);
    for (StoredTensor tensor : tensors.values()) {
      channel.write(tensor.bytes());
    }
  }

  private static String header(Map<String, StoredTensor> tensors) {
    StringJoiner members = new StringJoiner(",", "{", "}");
    long begin = 0;
    for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
      StoredTensor tensor = entry.getValue();
      long end = begin + tensor.bytes().remaining();
      members.add(
          String.format(
              "%s:{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}",
              quoted(entry.getKey()),
              tensor.kind(),
              tensor.shape().toString().replace(" ", ""),
              begin,
              end));
      begin = end;
    }
    return members.toString();
  }

  private static String quoted(String name) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
