package dev.layerc.maven;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one execution compiled when it last succeeded: from what, with which settings, to what. The
 * next run compares it with what it finds and has nothing to do where all agrees.
 *
 * @param settings the fingerprint of the configuration and of the compiler's version
 * @param inputs the fingerprint of each file read, {@code use}d files included
 * @param outputs the fingerprint of each file written
 */
record BuildRecord(
    String settings, SortedMap<String, String> inputs, SortedMap<String, String> outputs) {
  private static final String FORMAT = "layerc build record 1";

  BuildRecord {
    inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
  }

  /** Whether a run with {@code currentSettings} would read and write the very same bytes. */
  boolean holdsFor(String currentSettings) throws IOException {
    return settings.equals(currentSettings) && unchanged(inputs) && unchanged(outputs);
  }

  private static boolean unchanged(Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (!Fingerprint.of(Path.of(file.getKey())).equals(file.getValue())) {
        return false;
      }
    }
    return true;
  }

  /** Reads a record; none if there is none or if another version wrote it. */
  static Optional<BuildRecord> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return parse(Files.readString(file));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Optional<BuildRecord> parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length < 2 || !lines[0].equals(FORMAT)) {
      return Optional.empty();
    }
    TreeMap<String, String> inputs = new TreeMap<>();
    TreeMap<String, String> outputs = new TreeMap<>();
    for (int i = 2; i < lines.length - 1; i++) {
      String[] parts = lines[i].split(" ", 3);
      if (parts.length < 3) {
        return Optional.empty();
      }
      (parts[0].equals("in") ? inputs : outputs).put(parts[2], parts[1]);
    }
    return Optional.of(new BuildRecord(lines[1], inputs, outputs));
  }

  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder(FORMAT + "\n" + settings + "\n");
    inputs.forEach((path, print) -> text.append("in " + print + " " + path + "\n"));
    outputs.forEach((path, print) -> text.append("out " + print + " " + path + "\n"));
    Files.createDirectories(file.getParent());
    Files.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
