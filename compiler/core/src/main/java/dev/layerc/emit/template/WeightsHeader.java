package dev.layerc.emit.template;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The header of a safetensors file: a JSON object of tensors, each with its type, shape and place,
 * and of metadata. The reader takes this form alone, so nothing in it can nest deeper; it gives up
 * at the first tensor that is not known, so that it keeps no more than the network has; and every
 * departure is an {@link IOException}.
 */
final class WeightsHeader {
  /** More axes than any tensor has. */
  private static final int MOST_AXES = 64;

  /** More moments than any optimizer has. */
  private static final int MOST_MOMENTS = 16;

  /** More than what the name of a moment adds to that of its parameter. */
  private static final int LONGEST_MOMENT = 1_000;

  /** A character as {@code backslash u 0000}. */
  private static final int LONGEST_CHARACTER = 6;

  private static final List<String> USED_METADATA = Arrays.asList("seed", "step");

  /** How much of a name that nobody vouches for a message shows. */
  private static final int SHOWN = 60;

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

    /** The optimizer's memory of a parameter, which not every network has a use for. */
    boolean isMoment() {
      return name.startsWith("optimizer.");
    }
  }

  final List<Entry> entries = new ArrayList<>();
  final Map<String, String> metadata = new LinkedHashMap<>();
  private final Set<String> known;
  private final int longest;
  private final byte[] text;
  private int at;

  private WeightsHeader(byte[] text, Set<String> known) {
    this.text = text;
    this.known = known;
    int longestName = 0;
    for (String name : known) {
      longestName = Math.max(longestName, name.length());
    }
    this.longest = LONGEST_CHARACTER * (longestName + LONGEST_MOMENT);
  }

  /**
   * Reads a header; its entries come in the order of their places.
   *
   * @param known the names that a tensor may have; the optimizer's memory may be there in any case
   */
  static WeightsHeader parse(byte[] text, Set<String> known) throws IOException {
    WeightsHeader header = new WeightsHeader(text, known);
    header.readTensors();
    header.entries.sort(Comparator.comparingLong((Entry entry) -> entry.begin));
    header.checkPlaces();
    return header;
  }

  /** Text of a file as a message shows it. */
  static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }

  private void readTensors() throws IOException {
    Set<String> names = new HashSet<>();
    expect('{');
    for (boolean more = !next('}'); more; more = another('}')) {
      String name = readKey(names);
      if (name.equals("__metadata__")) {
        readMetadata();
      } else {
        if (entries.size() > (1 + MOST_MOMENTS) * known.size()) {
          throw new IOException("these are more tensors than a network of this kind can have");
        }
        entries.add(readEntry(new Entry(name)));
      }
    }
    skipSpace();
    if (at < text.length) {
      throw broken("nothing may follow");
    }
  }

  /** Keeps what a network has a use for; the rest may be anything, and large. */
  private void readMetadata() throws IOException {
    expect('{');
    for (boolean more = !next('}'); more; more = another('}')) {
      String key = readString();
      expect(':');
      if (!USED_METADATA.contains(key)) {
        skipString();
      } else if (metadata.put(key, readString()) != null) {
        throw new IOException("the metadata has '" + key + "' twice");
      }
    }
  }

  private Entry readEntry(Entry entry) throws IOException {
    String name = shown(entry.name);
    if (!known.contains(entry.name) && !entry.isMoment()) {
      throw new IOException("tensor " + name + " is not one of this network's");
    }
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
        throw new IOException(name + " has an unknown field '" + shown(field) + "'");
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
        throw new IOException(shown(entry.name) + " overlaps the tensor before it");
      }
      if (entry.begin > expected) {
        throw new IOException(
            (entry.begin - expected)
                + " bytes before "
                + shown(entry.name)
                + " belong to no tensor");
      }
      expected = entry.end;
    }
  }

  private String readKey(Set<String> known) throws IOException {
    String key = readString();
    if (!known.add(key)) {
      throw new IOException("the header has '" + shown(key) + "' twice");
    }
    expect(':');
    return key;
  }

  private List<Long> readNumbers() throws IOException {
    List<Long> numbers = new ArrayList<>();
    expect('[');
    for (boolean more = !next(']'); more; more = another(']')) {
      if (numbers.size() == MOST_AXES) {
        throw broken("no tensor has more than " + MOST_AXES + " axes");
      }
      numbers.add(readNumber());
    }
    return numbers;
  }

  private long readNumber() throws IOException {
    skipSpace();
    int start = at;
    long number = 0;
    while (at < text.length && text[at] >= '0' && text[at] <= '9' && at - start < 16) {
      number = 10 * number + (text[at++] - '0');
    }
    boolean padded = at - start > 1 && text[start] == '0';
    if (at == start || padded) {
      throw broken("a whole number is expected");
    }
    return number;
  }

  /** A string to be kept: none that is longer than any name can be. */
  private String readString() throws IOException {
    int start = skipString();
    if (at - start > longest) {
      throw broken("a name of " + (at - start) + " bytes is longer than any of this network's");
    }
    String string = decoded(start, at - 1);
    return string.indexOf('\\') < 0 ? string : unescaped(string);
  }

  /** Passes over a string; tells where its characters begin. */
  private int skipString() throws IOException {
    expect('"');
    int start = at;
    for (byte c = readByte(); c != '"'; c = readByte()) {
      if (c >= 0 && c < ' ') {
        throw broken("a control character stands in a string");
      }
      if (c == '\\') {
        readByte();
      }
    }
    return start;
  }

  private String decoded(int from, int to) throws IOException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(text, from, to - from);
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("the header is not UTF-8 from byte " + from + " on", e);
    }
  }

  private String unescaped(String string) throws IOException {
    StringBuilder plain = new StringBuilder();
    int i = 0;
    while (i < string.length()) {
      char c = string.charAt(i++);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      int simple = "\"\\/bfnrt".indexOf(string.charAt(i));
      if (simple >= 0) {
        plain.append("\"\\/\b\f\n\r\t".charAt(simple));
        i++;
      } else {
        plain.append(codeUnit(string, i));
        i += 5;
      }
    }
    return plain.toString();
  }

  /** The character that {@code u} and four hexadecimal digits stand for. */
  private char codeUnit(String string, int start) throws IOException {
    int code = string.charAt(start) == 'u' && start + 4 < string.length() ? 0 : -1;
    for (int i = start + 1; i <= start + 4 && code >= 0; i++) {
      int digit = "0123456789abcdef".indexOf(Character.toLowerCase(string.charAt(i)));
      code = digit < 0 ? -1 : code * 16 + digit;
    }
    if (code < 0) {
      throw broken("the escape in " + shown(string) + " is unknown");
    }
    return (char) code;
  }

  private byte readByte() throws IOException {
    if (at >= text.length) {
      throw broken("it ends too early");
    }
    return text[at++];
  }

  private void expect(char c) throws IOException {
    if (!next(c)) {
      throw broken("'" + c + "' is expected");
    }
  }

  /** Takes the character if it comes next. */
  private boolean next(char c) {
    skipSpace();
    if (at < text.length && text[at] == c) {
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
    while (at < text.length && " \t\n\r".indexOf(text[at]) >= 0) {
      at++;
    }
  }

  private IOException broken(String what) {
    return new IOException("the header is not valid JSON at byte " + at + ": " + what);
  }
}
