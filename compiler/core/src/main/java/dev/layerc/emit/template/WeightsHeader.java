package dev.layerc.emit.template;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The header of a safetensors file: a JSON object of tensors, each with its type, shape and place,
 * and of metadata. The reader takes this form alone, so nothing in it can nest deeper, and every
 * departure is an {@link IOException}.
 */
final class WeightsHeader {
  /** One tensor of the file. */
  static final class Entry {
    final String name;
    String type;
    List<Long> shape;
    long begin;
    long end = -1;

    Entry(String name) {
      this.name = name;
    }
  }

  final List<Entry> entries = new ArrayList<>();
  final Map<String, String> metadata = new LinkedHashMap<>();
  private final String text;
  private int at;

  private WeightsHeader(String text) {
    this.text = text;
  }

  /** Reads a header; its entries come in the order of their places. */
  static WeightsHeader parse(byte[] bytes) throws IOException {
    WeightsHeader header;
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      header = new WeightsHeader(StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
    } catch (CharacterCodingException e) {
      throw new IOException("the header is not UTF-8", e);
    }
    header.readTensors();
    header.entries.sort(Comparator.comparingLong((Entry entry) -> entry.begin));
    header.checkPlaces();
    return header;
  }

  private void readTensors() throws IOException {
    Set<String> names = new HashSet<>();
    expect('{');
    for (boolean more = !next('}'); more; more = another('}')) {
      String name = readKey(names);
      if (name.equals("__metadata__")) {
        readMetadata();
      } else {
        entries.add(readEntry(name));
      }
    }
    skipSpace();
    if (at < text.length()) {
      throw broken("nothing may follow");
    }
  }

  private void readMetadata() throws IOException {
    Set<String> names = new HashSet<>();
    expect('{');
    for (boolean more = !next('}'); more; more = another('}')) {
      metadata.put(readKey(names), readString());
    }
  }

  private Entry readEntry(String name) throws IOException {
    Entry entry = new Entry(name);
    Set<String> names = new HashSet<>();
    expect('{');
    for (boolean more = !next('}'); more; more = another('}')) {
      String field = readKey(names);
      if (field.equals("dtype")) {
        entry.type = readString();
      } else if (field.equals("shape")) {
        entry.shape = readNumbers();
      } else if (field.equals("data_offsets")) {
        List<Long> offsets = readNumbers();
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
          throw new IOException(name + " has data_offsets " + offsets);
        }
        entry.begin = offsets.get(0);
        entry.end = offsets.get(1);
      } else {
        throw new IOException(name + " has an unknown field '" + field + "'");
      }
    }
    if (entry.type == null || entry.shape == null || entry.end < 0) {
      throw new IOException(name + " lacks one of dtype, shape, data_offsets");
    }
    return entry;
  }

  private void checkPlaces() throws IOException {
    long expected = 0;
    for (Entry entry : entries) {
      if (entry.begin < expected) {
        throw new IOException(entry.name + " overlaps the tensor before it");
      }
      if (entry.begin > expected) {
        throw new IOException(
            (entry.begin - expected) + " bytes before " + entry.name + " belong to no tensor");
      }
      expected = entry.end;
    }
  }

  private String readKey(Set<String> known) throws IOException {
    String key = readString();
    if (!known.add(key)) {
      throw new IOException("the header has '" + key + "' twice");
    }
    expect(':');
    return key;
  }

  private List<Long> readNumbers() throws IOException {
    List<Long> numbers = new ArrayList<>();
    expect('[');
    for (boolean more = !next(']'); more; more = another(']')) {
      numbers.add(readNumber());
    }
    return numbers;
  }

  private long readNumber() throws IOException {
    skipSpace();
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    String digits = text.substring(start, at);
    boolean padded = digits.length() > 1 && digits.charAt(0) == '0';
    if (digits.isEmpty() || digits.length() > 16 || padded) {
      throw broken("a whole number is expected");
    }
    return Long.parseLong(digits);
  }

  private String readString() throws IOException {
    expect('"');
    StringBuilder string = new StringBuilder();
    while (true) {
      char c = readChar();
      if (c == '"') {
        return string.toString();
      }
      if (c < ' ') {
        throw broken("a control character stands in a string");
      }
      string.append(c == '\\' ? readEscape() : c);
    }
  }

  private char readEscape() throws IOException {
    char c = readChar();
    int plain = "\"\\/bfnrt".indexOf(c);
    if (plain >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(plain);
    }
    if (c != 'u') {
      throw broken("this escape is unknown");
    }
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = "0123456789abcdef".indexOf(Character.toLowerCase(readChar()));
      if (digit < 0) {
        throw broken("four hexadecimal digits are expected");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private char readChar() throws IOException {
    if (at >= text.length()) {
      throw broken("it ends too early");
    }
    return text.charAt(at++);
  }

  private void expect(char c) throws IOException {
    if (!next(c)) {
      throw broken("'" + c + "' is expected");
    }
  }

  /** Takes the character if it comes next. */
  private boolean next(char c) {
    skipSpace();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  /** After a member: true at a comma, false at the closing bracket. */
  private boolean another(char close) throws IOException {
    if (next(close)) {
      return false;
    }
    expect(',');
    return true;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IOException broken(String what) {
    return new IOException("the header is not valid JSON at character " + at + ": " + what);
  }
}
