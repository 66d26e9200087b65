package dev.layerc.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The safetensors format as its specification has it, written without a look at what is generated:
 * eight bytes of length, little-endian; so much JSON, beginning with '{' and padded with spaces at
 * most; then the tensors' bytes, which {@code data_offsets} cover without holes.
 */
record Safetensors(Map<String, String> metadata, Map<String, Stored> tensors) {

  /** One tensor: its type, shape, and numbers row-major. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
  record Stored(String dtype, List<Long> shape, double[] values) {
    int bytesEach() {
      return dtype.equals("F64") ? 8 : 4;
    }
  }

  static Safetensors read(byte[] file) {
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int length = Math.toIntExact(buffer.getLong());
    byte[] header = new byte[length];
    buffer.get(header);
    assertThat(header[0]).isEqualTo((byte) '{');
    Map<String, Object> json = new Json(new String(header, StandardCharsets.UTF_8)).object();
    ByteBuffer data = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, Stored> tensors = new LinkedHashMap<>();
    int end = 0;
    for (Map.Entry<String, Object> entry : json.entrySet()) {
      Map<?, ?> fields = (Map<?, ?>) entry.getValue();
      if (entry.getKey().equals("__metadata__")) {
        fields.forEach((key, value) -> metadata.put((String) key, (String) value));
        continue;
      }
      List<Long> offsets = longs(fields.get("data_offsets"));
      assertThat(offsets.get(0)).as("no holes").isEqualTo(end);
      end = Math.toIntExact(offsets.get(1));
      tensors.put(entry.getKey(), stored(fields, offsets, data));
    }
    assertThat(data.capacity()).as("the tensors fill the file").isEqualTo(end);
    return new Safetensors(metadata, tensors);
  }

  private static Stored stored(Map<?, ?> fields, List<Long> offsets, ByteBuffer data) {
    Stored empty = new Stored((String) fields.get("dtype"), longs(fields.get("shape")), null);
    long count = empty.shape().stream().reduce(1L, Math::multiplyExact);
    double[] values = new double[Math.toIntExact(count)];
    data.position(Math.toIntExact(offsets.get(0)));
    for (int i = 0; i < values.length; i++) {
      values[i] = empty.bytesEach() == 8 ? data.getDouble() : data.getFloat();
    }
    assertThat((long) data.position()).isEqualTo(offsets.get(1));
    return new Stored(empty.dtype(), empty.shape(), values);
  }

  private static List<Long> longs(Object value) {
    return ((List<?>) value).stream().map(Long.class::cast).toList();
  }

  byte[] write() {
    List<String> members = new ArrayList<>();
    List<String> pairs = new ArrayList<>();
    metadata.forEach((key, value) -> pairs.add("\"%s\":\"%s\"".formatted(key, value)));
    members.add("\"__metadata__\":{" + String.join(",", pairs) + "}");
    int end = 0;
    for (Map.Entry<String, Stored> entry : tensors.entrySet()) {
      Stored tensor = entry.getValue();
      int begin = end;
      end += tensor.values().length * tensor.bytesEach();
      members.add(
          "\"%s\": {\"shape\": %s, \"dtype\": \"%s\", \"data_offsets\": [%d, %d]}"
              .formatted(entry.getKey(), tensor.shape(), tensor.dtype(), begin, end));
    }
    byte[] header = ("{" + String.join(",", members) + "}").getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + header.length + end).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header.length).put(header);
    for (Stored tensor : tensors.values()) {
      for (double value : tensor.values()) {
        if (tensor.bytesEach() == 8) {
          file.putDouble(value);
        } else {
          file.putFloat((float) value);
        }
      }
    }
    return file.array();
  }

  /** As much JSON as headers have: objects, lists, strings, whole numbers. */
  private static final class Json {
    private final String text;
    private int at;

    Json(String text) {
      this.text = text;
    }

    Map<String, Object> object() {
      Map<String, Object> members = new LinkedHashMap<>();
      take('{');
      while (peek() != '}') {
        String key = string();
        take(':');
        assertThat(members.put(key, value())).as(key).isNull();
        if (peek() == ',') {
          take(',');
        }
      }
      take('}');
      return members;
    }

    private Object value() {
      return switch (peek()) {
        case '{' -> object();
        case '[' -> list();
        case '"' -> string();
        default -> number();
      };
    }

    private List<Object> list() {
      List<Object> values = new ArrayList<>();
      take('[');
      while (peek() != ']') {
        values.add(value());
        if (peek() == ',') {
          take(',');
        }
      }
      take(']');
      return values;
    }

    private String string() {
      take('"');
      int end = text.indexOf('"', at);
      String string = text.substring(at, end);
      assertThat(string).as("nothing to escape").doesNotContain("\\");
      at = end + 1;
      return string;
    }

    private Long number() {
      int start = at;
      while (Character.isDigit(text.charAt(at))) {
        at++;
      }
      return Long.valueOf(text.substring(start, at));
    }

    private char peek() {
      while (text.charAt(at) == ' ') {
        at++;
      }
      return text.charAt(at);
    }

    private void take(char c) {
      assertThat(peek()).isEqualTo(c);
      at++;
    }
  }
}
