package dev.layerc.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the header of a safetensors file: one JSON object that has, for each tensor's name, {@code
 * {"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}, and may have strings under {@code
 * __metadata__}. Exactly this much of JSON is read; anything else, duplicate names included, is
 * refused with its place.
 */
final class SafetensorsHeader {
  /** What the header says of one tensor. */
  record Entry(String type, List<Long> shape, long begin, long end) {}

  private static final String METADATA = "__metadata__";

  private final Path file;
  private final String text;
  private int at;

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private SafetensorsHeader(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  static SafetensorsHeader parse(Path file, String text) throws DataFormatException {
    SafetensorsHeader header = new SafetensorsHeader(file, text);
    header.parseAll();
    return header;
  }

  Map<String, Entry> entries() {
    return entries;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  private void parseAll() throws DataFormatException {
    parseObject(this::parseTensorOrMetadata);
    skipSpace();
    if (at < text.length()) {
      throw bad("the end of the header");
    }
  }

  /** What stands after a key and its colon. */
  private interface Member {
    void parse(String key) throws DataFormatException;
  }

  private void parseObject(Member member) throws DataFormatException {
    expect('{');
    if (accept('}')) {
      return;
    }
    do {
      String key = parseString();
      expect(':');
      member.parse(key);
    } while (accept(','));
    expect('}');
  }

  private void parseTensorOrMetadata(String name) throws DataFormatException {
    if (name.equals(METADATA)) {
      parseObject(
          key -> refuseDuplicate(metadata.putIfAbsent(key, parseString()), METADATA + "." + key));
    } else {
      refuseDuplicate(entries.putIfAbsent(name, parseEntry(name)), name);
    }
  }

  private void refuseDuplicate(Object earlier, String name) throws DataFormatException {
    if (earlier != null) {
      throw new DataFormatException(file, "'" + name + "' stands twice in the header");
    }
  }

  private Entry parseEntry(String name) throws DataFormatException {
    Map<String, String> type = new LinkedHashMap<>();
    Map<String, List<Long>> lists = new LinkedHashMap<>();
    parseObject(
        key -> {
          switch (key) {
            case "dtype" -> refuseDuplicate(type.putIfAbsent(key, parseString()), name + "." + key);
            case "shape", "data_offsets" ->
                refuseDuplicate(lists.putIfAbsent(key, parseNumbers()), name + "." + key);
            default ->
                throw new DataFormatException(file, "'" + name + "' has an unknown entry " + key);
          }
        });
    List<Long> offsets = lists.getOrDefault("data_offsets", List.of());
    if (type.isEmpty() || !lists.containsKey("shape") || offsets.size() != 2) {
      throw new DataFormatException(
          file, "'" + name + "' lacks its dtype, its shape or its two data_offsets");
    }
    return new Entry(type.get("dtype"), lists.get("shape"), offsets.get(0), offsets.get(1));
  }

  private List<Long> parseNumbers() throws DataFormatException {
    List<Long> numbers = new ArrayList<>();
    expect('[');
    if (accept(']')) {
      return numbers;
    }
    do {
      numbers.add(parseNumber());
    } while (accept(','));
    expect(']');
    return numbers;
  }

  private long parseNumber() throws DataFormatException {
    skipSpace();
    int begin = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    boolean leadingZero = at - begin > 1 && text.charAt(begin) == '0';
    if (at == begin || at - begin > 18 || leadingZero) {
      throw bad("a whole number");
    }
    return Long.parseLong(text, begin, at, 10);
  }

  private String parseString() throws DataFormatException {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        throw bad("a string without control characters");
      }
      value.append(c == '\\' ? parseEscape() : c);
    }
    if (at == text.length()) {
      throw bad("the end of a string");
    }
    at++;
    return value.toString();
  }

  private char parseEscape() throws DataFormatException {
    char c = at < text.length() ? text.charAt(at++) : 0;
    int plain = "\"\\/bfnrt".indexOf(c);
    if (plain >= 0 && c != 0) {
      return "\"\\/\b\f\n\r\t".charAt(plain);
    }
    if (c != 'u' || at + 4 > text.length()) {
      throw bad("an escape sequence");
    }
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(text.charAt(at++), 16);
      if (digit < 0) {
        throw bad("four hexadecimal digits");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private void expect(char c) throws DataFormatException {
    if (!accept(c)) {
      throw bad("'" + c + "'");
    }
  }

  private boolean accept(char c) {
    skipSpace();
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private DataFormatException bad(String wanted) {
    return new DataFormatException(
        file, "damaged safetensors header: " + wanted + " wanted at character " + at);
  }
}
