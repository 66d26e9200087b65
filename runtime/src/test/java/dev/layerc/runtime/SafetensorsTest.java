package dev.layerc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = folder.resolve("t.safetensors");
    SafetensorsWriter.write(file, someTensors());
    Map<String, StoredTensor> read = SafetensorsReader.read(file);
    assertThat(read.keySet()).containsExactly("a\"b", "d", "i", "l", "s");
    assertThat(read.get("a\"b").toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(read.get("a\"b").shape()).containsExactly(2, 3);
    assertThat(read.get("d").toDoubles()).containsExactly(0.1);
    assertThat(read.get("i").whole(1)).isEqualTo(-7);
    assertThat(read.get("l").whole(0)).isEqualTo(1L << 40);
    assertThat(read.get("s").shape()).isEmpty();
  }

  private static Map<String, StoredTensor> someTensors() {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put("a\"b", StoredTensor.of(List.of(2, 3), new float[] {1, 2, 3, 4, 5, 6}));
    tensors.put("d", StoredTensor.of(List.of(1), new double[] {0.1}));
    tensors.put("i", StoredTensor.of(List.of(2), new int[] {1, -7}));
    tensors.put("l", StoredTensor.of(List.of(1), new long[] {1L << 40}));
    tensors.put("s", StoredTensor.of(List.of(), new float[] {3}));
    return tensors;
  }

  @Test
  void everyTypeOfPythonIsRead() throws IOException {
    Path file =
        write(
            "{\"__metadata__\":{\"k\":\"v\\u00e9\"},"
                + "\"b\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[0,2]},"
                + "\"u\":{\"shape\":[1],\"dtype\":\"U8\",\"data_offsets\":[2,3]}, "
                + "\"e\":{\"dtype\":\"F32\",\"shape\":[0,4],\"data_offsets\":[3,3]},"
                + "\"n\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[3,4]}}  ",
            new byte[] {1, 0, (byte) 200, -1});
    Map<String, StoredTensor> read = SafetensorsReader.read(file);
    assertThat(read.get("b").whole(0)).isEqualTo(1);
    assertThat(read.get("u").whole(0)).isEqualTo(200);
    assertThat(read.get("n").whole(0)).isEqualTo(-1);
    assertThat(read.get("e").size()).isZero();
  }

  @Test
  void wrongHeadersAreRefused() throws IOException {
    String good = "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";
    assertRefused("{\"a\":" + good + ",\"a\":" + good + "}", "'a' stands twice");
    assertRefused("{\"a\":" + good.replace("[1]", "[2]") + "}", "does not fill its 4 bytes");
    assertRefused("{\"a\":" + good.replace("[1]", "[9999999999,9999999999]") + "}", "not fill");
    assertRefused("{\"a\":" + good.replace("F32", "F7") + "}", "elements of type F7");
    assertRefused("{\"a\":" + good.replace("0,4", "1,4") + "}", "leave a gap");
    assertRefused("{\"a\":" + good + ",\"b\":" + good + "}", "overlap");
    assertRefused("{\"a\":" + good.replace("0,4", "0,3") + "}", "1 bytes follow");
    assertRefused("{\"a\":" + good.replace("0,4", "0,8") + "}", "truncated");
    assertRefused("{\"a\":" + good.replace("0,4", "0") + "}", "lacks its dtype");
    assertRefused("{\"a\":" + good.replace("0,4", "-4,0") + "}", "a whole number wanted");
    assertRefused("{\"a\":" + good.replace("shape", "shap") + "}", "unknown entry shap");
    assertRefused("{\"a\":" + good, "'}' wanted");
    assertRefused("{\"a\":" + good + "}x", "the end of the header wanted");
    assertRefused("{\"a", "the end of a string wanted");
    assertRefused("[".repeat(5000), "'{' wanted");
  }

  @Test
  void wrongLengthsAreRefused() throws IOException {
    Path file = Files.write(folder.resolve("short"), new byte[5]);
    assertThatThrownBy(() -> SafetensorsReader.read(file)).isInstanceOf(DataFormatException.class);
    for (long length : new long[] {-1, 0, Long.MAX_VALUE, 1000}) {
      byte[] bytes = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
      Files.write(file, bytes);
      assertThatThrownBy(() -> SafetensorsReader.read(file))
          .isInstanceOf(DataFormatException.class)
          .hasMessageStartingWith(file.toString());
    }
    assertThatThrownBy(() -> SafetensorsReader.read(folder)).hasMessageContaining("directory");
  }

  @Test
  void mutatedFilesAreReadOrRefusedInOneWay() throws IOException {
    Path file = folder.resolve("t.safetensors");
    SafetensorsWriter.write(file, someTensors());
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(11);
    for (int i = 0; i < 2000; i++) {
      byte[] mutated = Arrays.copyOf(bytes, bytes.length - (i % 3 == 0 ? random.nextInt(40) : 0));
      for (int k = random.nextInt(4); k >= 0; k--) {
        mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, mutated);
      try {
        SafetensorsReader.read(file).values().forEach(StoredTensor::toDoubles);
      } catch (DataFormatException e) {
        assertThat(e).hasMessageStartingWith(file.toString());
      }
    }
  }

  @Test
  void aFailedWriteLeavesTheOldFile() throws IOException {
    Path file = Files.writeString(folder.resolve("old"), "old");
    assertThatThrownBy(
            () ->
                FileReplacement.write(
                    file,
                    out -> {
                      out.write(1);
                      throw new IOException("full");
                    }))
        .hasMessage("full");
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("old");
  }

  private void assertRefused(String header, String message) throws IOException {
    Path file = write(header, new byte[4]);
    assertThatThrownBy(() -> SafetensorsReader.read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  private Path write(String header, byte[] data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text).put(data);
    return Files.write(folder.resolve("made.safetensors"), bytes.array());
  }
}
