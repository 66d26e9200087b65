package dev.layerc.samples.lenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.layerc.runtime.EpochResult;
import dev.layerc.samples.images.GeneratedSource;
import dev.layerc.samples.images.Options;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainLeNetTest {
  /** Beside the repository's root; the tests run in this module's folder. */
  private static final Path MNIST = Path.of("../../../shared/data/mnist");

  @TempDir Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final TrainLeNet program =
      new TrainLeNet(new PrintStream(printed, true, StandardCharsets.UTF_8));

  @Test
  void drawnDigitsAreLearnt() throws IOException {
    EpochResult result = program.run(Options.parse("--epochs", "2"));
    assertThat(result.test().accuracy()).isGreaterThan(0.9);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("9000 images to train on", "epoch 2/2", "accuracy", "generated Java: ");
  }

  @Test
  void mnistIsLearntAsWellAsByOtherLibraries() throws IOException {
    assumeTrue(Files.isDirectory(MNIST), () -> "skipped: there is no folder " + MNIST);
    EpochResult result = program.run(Options.parse("--data", MNIST.toString()));
    assertThat(result.test().accuracy()).isGreaterThan(0.915);
  }

  @Test
  void aFolderWithoutImagesIsTold() {
    assertThatThrownBy(() -> program.run(Options.parse("--data", folder.toString())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("train-images-idx3-ubyte");
  }

  @Test
  void theGeneratedSourceIsFound() {
    assertThat(GeneratedSource.of(LeNet.class).orElseThrow().resolve("LeNet.java")).isRegularFile();
  }
}
