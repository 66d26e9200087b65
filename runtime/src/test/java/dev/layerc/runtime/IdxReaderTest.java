package dev.layerc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxReaderTest {
  @TempDir Path folder;

  @Test
  void pixelsBecomeUnitIntervalAndLabelsWholeNumbers() throws IOException {
    Path images = write("images", IdxFiles.bytes(0x803, new int[] {2, 1, 2}, 0, 51, 255, 102));
    Path labels = write("labels", IdxFiles.bytes(0x801, new int[] {2}, 7, 255));
    Dataset data = IdxReader.readPair(images, labels);
    float[] x = new float[4];
    data.copyFeatures(0, 2, x);
    assertThat(x).containsExactly(0f, 0.2f, 1f, 0.4f);
    assertThat(data.label(1)).isEqualTo(255);
  }

  @Test
  void aLonePairIsSplitNineToOne() throws IOException {
    IdxFiles.writePair(folder, "t10k", 25);
    Split split = IdxFolder.read(folder, IdxFolder.TEST_SHARE);
    assertThat(split.train().size()).isEqualTo(23);
    assertThat(split.test().size()).isEqualTo(2);
    assertThat(split.test().sourceRow(0)).isEqualTo(24);
  }

  @Test
  void bothPairsTrainAndTest() throws IOException {
    IdxFiles.writePair(folder, "train", 12);
    IdxFiles.writePair(folder, "t10k", 3);
    Split split = IdxFolder.read(folder, IdxFolder.TEST_SHARE);
    assertThat(split.train().size()).isEqualTo(12);
    assertThat(split.test().size()).isEqualTo(3);
  }

  @Test
  void whatIsNotThereIsTold() throws IOException {
    assertThatThrownBy(() -> IdxFolder.read(folder, 0.1)).hasMessageContaining("no IDX files here");
    write("t10k-images-idx3-ubyte", IdxFiles.bytes(0x803, new int[] {1, 1, 1}, 0));
    assertThatThrownBy(() -> IdxFolder.read(folder, 0.1)).hasMessageContaining("are missing");
  }

  @Test
  void wrongFilesAreRefused() throws IOException {
    assertRefused(IdxFiles.bytes(0x12345678, new int[] {1}, 0), "not an IDX file");
    assertRefused(IdxFiles.bytes(0xd01, new int[] {1}, 0, 0, 0, 0), "type 0x0d");
    assertRefused(IdxFiles.bytes(0x801, new int[] {4}, 1, 2, 3), "truncated");
    assertRefused(IdxFiles.bytes(0x801, new int[] {1}, 1, 2), "longer than");
    assertRefused(new byte[] {0, 0, 8}, "truncated");
    assertRefused(new byte[0], "truncated");
  }

  @Test
  void absurdSizesAreRefusedBeforeTheyAreAllocated() throws IOException {
    int huge = Integer.MAX_VALUE;
    assertRefused(IdxFiles.bytes(0x803, new int[] {huge, huge, huge}), "absurd size");
    assertRefused(IdxFiles.bytes(0x801, new int[] {-1}), "absurd size");
    assertRefused(IdxFiles.bytes(0x801, new int[] {huge}), "truncated");
    byte[] zipped = IdxFiles.bytes(0x801, new int[] {huge});
    Path file = IdxFiles.writeZipped(folder.resolve("huge.gz"), zipped);
    assertThatThrownBy(() -> IdxReader.read(file)).hasMessageContaining("truncated");
  }

  @Test
  void aTruncatedGzipFileIsRefused() throws IOException {
    byte[] noise = new byte[5000];
    new Random(1).nextBytes(noise);
    int[] pixels = new int[noise.length];
    Arrays.setAll(pixels, i -> noise[i]);
    Path whole =
        IdxFiles.writeZipped(
            folder.resolve("whole.gz"), IdxFiles.bytes(0x801, new int[] {5000}, pixels));
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = write("cut.gz", Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> IdxReader.read(cut))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("cut.gz: truncated");
  }

  @Test
  void countsMustAgree() throws IOException {
    Path images = write("images", IdxFiles.bytes(0x803, new int[] {2, 1, 1}, 0, 0));
    Path labels = write("labels", IdxFiles.bytes(0x801, new int[] {1}, 0));
    assertThatThrownBy(() -> IdxReader.readPair(images, labels))
        .hasMessageContaining("2 images, but 1 labels");
    assertThatThrownBy(() -> IdxReader.readPair(labels, labels)).hasMessageContaining("not images");
    assertThatThrownBy(() -> IdxReader.readPair(images, images)).hasMessageContaining("not labels");
  }

  private void assertRefused(byte[] bytes, String message) throws IOException {
    Path file = write("wrong", bytes);
    assertThatThrownBy(() -> IdxReader.read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return IdxFiles.write(folder.resolve(name), bytes);
  }
}
