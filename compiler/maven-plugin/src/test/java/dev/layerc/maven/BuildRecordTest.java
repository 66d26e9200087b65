package dev.layerc.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildRecordTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = folder.resolve("deep/default.record");
    BuildRecord record =
        new BuildRecord(
            "s", new TreeMap<>(Map.of("/a b.nn", "1")), new TreeMap<>(Map.of("/A.java", "2")));
    record.write(file);
    assertThat(BuildRecord.read(file)).contains(record);
  }

  @Test
  void anythingElseIsNoRecord() throws IOException {
    Path file = folder.resolve("default.record");
    assertThat(BuildRecord.read(file)).isEmpty();
    Files.writeString(file, "");
    assertThat(BuildRecord.read(file)).isEmpty();
    Files.writeString(file, "layerc build record 1\ns\nin 1\n");
    assertThat(BuildRecord.read(file)).isEmpty();
    Files.write(file, new byte[] {(byte) 0xff, 0, (byte) 0xfe});
    assertThat(BuildRecord.read(file)).isEmpty();
  }

  @Test
  void aFileThatIsGoneIsAChange() throws IOException {
    Path input = Files.writeString(folder.resolve("a.nn"), "net");
    BuildRecord record =
        new BuildRecord(
            "s", new TreeMap<>(Map.of(input.toString(), Fingerprint.of("net"))), new TreeMap<>());
    assertThat(record.holdsFor("s")).isTrue();
    assertThat(record.holdsFor("t")).isFalse();
    Files.delete(input);
    assertThat(record.holdsFor("s")).isFalse();
  }
}
