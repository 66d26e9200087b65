package dev.layerc.shipped;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes broken and hostile weight files of a good one, the same ones for the same seed. */
final class HostileFile {
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern ENTRY = Pattern.compile(",(\"[^\"]+\":\\{\"dtype[^}]*\\})");
  private static final Pattern TYPE = Pattern.compile("\"F32\"");
  private static final List<String> TYPES =
      List.of("\"F64\"", "\"F16\"", "\"BF16\"", "\"I64\"", "\"\"", "32", "null", "\"f32\"");
  private static final List<Long> LENGTHS =
      List.of(0L, 1L, -1L, 7L, 1L << 31, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, 99_999_999L);
  private static final List<String> NUMBERS =
      List.of("0", "00", "-1", "1e9", "4294967296", "9007199254740993", "99999999999999999999");
  private static final List<String> INSERTED =
      List.of(
          "[".repeat(5_000),
          "{\"a\":".repeat(5_000),
          "\"__metadata__\":{},",
          "\"__metadata__\":{\"step\":\"-5\"},",
          "\"__metadata__\":{\"step\":\"x\",\"step\":\"1\"},",
          "\"" + "n".repeat(20_000) + "\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,0]},",
          "\"shape\":[" + "1,".repeat(3_000) + "1],",
          "\\ud800",
          "\"\\ud800\":1,",
          "\"\\u12\":1,",
          "\ufeff",
          " ".repeat(70_000),
          "1.0",
          "-0",
          "true",
          "\u0000",
          "null",
          "\"\\",
          "}",
          "]");

  private final byte[] good;
  private final int headerEnd;
  private final Random random;

  HostileFile(byte[] good, long seed) {
    this.good = good;
    this.headerEnd = 8 + (int) ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getLong();
    this.random = new Random(seed);
  }

  byte[] next() {
    return switch (random.nextInt(13)) {
      case 0 -> Arrays.copyOf(good, random.nextInt(good.length));
      case 1 -> Arrays.copyOf(good, good.length + 1 + random.nextInt(40));
      case 2 -> flipped(good.length);
      case 3, 4 -> flipped(headerEnd);
      case 5 -> withLength(LENGTHS.get(random.nextInt(LENGTHS.size())));
      case 6 -> withHeader(otherNumber(header()));
      case 7 -> withHeader(inserted(header()));
      case 8 -> withHeader(entryAgain(header()));
      case 9 -> withHeader(otherType(header()));
      case 10 -> withHeader(inserted(otherNumber(without(header()))));
      case 11 -> noise();
      default -> withHeader(without(header()));
    };
  }

  private String header() {
    return new String(good, 8, headerEnd - 8, StandardCharsets.UTF_8);
  }

  /** A few bits among the first {@code length} bytes. */
  private byte[] flipped(int length) {
    byte[] bad = good.clone();
    for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
      bad[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bad;
  }

  private byte[] withLength(long length) {
    byte[] bad = good.clone();
    ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    return bad;
  }

  private byte[] withHeader(String header) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + good.length - headerEnd)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(good, headerEnd, good.length - headerEnd)
        .array();
  }

  /** A shape or an offset is another number: huge, overlapping, negative, the neighbour's. */
  private String otherNumber(String header) {
    List<MatchResult> numbers = NUMBER.matcher(header).results().toList();
    MatchResult old = numbers.get(random.nextInt(numbers.size()));
    String other =
        random.nextBoolean()
            ? NUMBERS.get(random.nextInt(NUMBERS.size()))
            : numbers.get(random.nextInt(numbers.size())).group();
    return header.substring(0, old.start()) + other + header.substring(old.end());
  }

  /** A type that is none of a network's, or that makes the shape and the place disagree. */
  private String otherType(String header) {
    List<MatchResult> types = TYPE.matcher(header).results().toList();
    MatchResult old = types.get(random.nextInt(types.size()));
    String other = TYPES.get(random.nextInt(TYPES.size()));
    return header.substring(0, old.start()) + other + header.substring(old.end());
  }

  /** Nothing but bytes, after a length that suits them. */
  private byte[] noise() {
    byte[] bytes = new byte[8 + random.nextInt(400)];
    random.nextBytes(bytes);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(random.nextInt(bytes.length));
    return bytes;
  }

  private String inserted(String header) {
    int at = random.nextBoolean() ? 1 : random.nextInt(header.length());
    String text = INSERTED.get(random.nextInt(INSERTED.size()));
    return header.substring(0, at) + text + header.substring(at);
  }

  /** An entry once more: a key that is there twice, or bytes that two tensors claim. */
  private String entryAgain(String header) {
    List<MatchResult> entries = ENTRY.matcher(header).results().toList();
    String again = entries.get(random.nextInt(entries.size())).group(1);
    String renamed = random.nextBoolean() ? again : "\"optimizer." + again.substring(1);
    return "{" + renamed + "," + header.substring(1);
  }

  private String without(String header) {
    int from = random.nextInt(header.length());
    int to = Math.min(header.length(), from + 1 + random.nextInt(80));
    return header.substring(0, from) + header.substring(to);
  }
}
