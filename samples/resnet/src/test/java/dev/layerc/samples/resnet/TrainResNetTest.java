package dev.layerc.samples.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.layerc.runtime.Dataset;
import dev.layerc.runtime.EpochResult;
import dev.layerc.samples.images.Options;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainResNetTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final TrainResNet program =
      new TrainResNet(new PrintStream(printed, true, StandardCharsets.UTF_8));

  @Test
  void aFewStepsTellMoreThanChance() throws IOException {
    EpochResult result = program.run(Options.parse("--epochs", "3"), 1000, 200);
    assertThat(result.test().accuracy()).isGreaterThan(0.3);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("1000 images to train on", "epoch 3/3", "generated Java: ");
  }

  @Test
  void aSavedNetKeepsWhatItsBatchesWereLike() throws IOException {
    Dataset images = DrawnShapes.draw(32, 1, 7).train();
    float[] x = new float[images.size() * ShapeImage.SIZE];
    int[] labels = new int[images.size()];
    images.copyFeatures(0, images.size(), x);
    images.copyLabels(0, images.size(), labels);
    ResNet net = ResNet.initialize(1);
    net.train(x, labels, images.size());
    net.save(folder.resolve("resnet.safetensors"));
    ResNet again = ResNet.load(folder.resolve("resnet.safetensors"));
    float[] image = ShapeImage.draw(Shape.RING, true, new Random(3));
    assertThat(again.predict(image)).isEqualTo(net.predict(image));
  }

  @ParameterizedTest
  @EnumSource
  void eachShapeIsDrawnInItsColour(Shape shape) {
    float[] warm = ShapeImage.draw(shape, true, new Random(1));
    float[] cold = ShapeImage.draw(shape, false, new Random(1));
    assertThat(redOverBlue(warm)).isPositive();
    assertThat(redOverBlue(cold)).isNegative();
  }

  private static double redOverBlue(float[] image) {
    double sum = 0;
    for (int i = 0; i < ShapeImage.PLANE; i++) {
      sum += image[i] - image[2 * ShapeImage.PLANE + i];
    }
    return sum;
  }

  @Test
  void foldersOfImagesAreRefused() {
    assertThatThrownBy(() -> program.run(Options.parse("--data", "mnist")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--data");
  }
}
