package dev.layerc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  @TempDir Path folder;

  private final Dataset line =
      Dataset.withTargets("s", new float[] {1, 2, 3, 4, 5}, 1, new float[] {2, 4, 6, 8, 10}, 1);

  /** y = w x by gradient descent, as a generated class would do it. */
  private static final class Line {
    float w;

    float train(float[] x, float[] y, int count) {
      float loss = 0;
      float gradient = 0;
      for (int i = 0; i < count; i++) {
        float error = w * x[i] - y[i];
        loss += error * error;
        gradient += 2 * error * x[i];
      }
      w -= 0.01f * gradient / count;
      return loss / count;
    }
  }

  @Test
  void trainsInBatchesWithARest() throws IOException {
    Line net = new Line();
    List<Integer> counts = new ArrayList<>();
    TrainStep.Real step =
        (x, y, count) -> {
          counts.add(count);
          return net.train(x, y, count);
        };
    List<EpochResult> results = new Trainer(step.on(1, 1, 2), new TrainingPlan(60, 2, 3)).run(line);
    assertThat(counts).startsWith(2, 2, 1, 2, 2, 1);
    assertThat(net.w).isBetween(1.999f, 2.001f);
    assertThat(results).hasSize(60);
    assertThat(results.get(59).loss()).isLessThan(1e-4);
  }

  @Test
  void theSameSeedRepeatsTheRun() throws IOException {
    assertThat(trained(7)).isEqualTo(trained(7)).isNotEqualTo(trained(8));
  }

  private float trained(long seed) throws IOException {
    Line net = new Line();
    TrainStep.Real step = net::train;
    new Trainer(step.on(1, 1, 2), new TrainingPlan(2, 2, seed)).run(line);
    return net.w;
  }

  @Test
  void stopsWhenTheLossIsNoNumber() {
    BatchStep step = (data, from, count) -> from >= 2 ? Double.NaN : 1;
    assertThatThrownBy(() -> new Trainer(step, new TrainingPlan(1, 1, 0)).run(line))
        .isInstanceOf(TrainingDivergedException.class)
        .hasMessageContaining("NaN in epoch 1, batch 3");
  }

  @Test
  void listenersHearOfBatchesAndEpochs() throws IOException {
    List<String> heard = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void batchDone(TrainingProgress p) {
            heard.add(p.epoch() + "." + p.batch() + "/" + p.batches());
          }

          @Override
          public void epochDone(EpochResult r) {
            heard.add("epoch " + r.epoch() + " " + r.test().accuracy());
          }
        };
    BatchStep step = (data, from, count) -> 1;
    new Trainer(step, new TrainingPlan(2, 3, 0), () -> new Score(0, 0.5), listener).run(line);
    assertThat(heard)
        .containsExactly("1.1/2", "1.2/2", "epoch 1 0.5", "2.1/2", "2.2/2", "epoch 2 0.5");
  }

  @Test
  void theBestNetworkIsKept() throws IOException {
    double[] accuracies = {0.5, 0.9, 0.7};
    int[] epoch = {0};
    Path file = folder.resolve("best");
    BestCheckpoint best =
        new BestCheckpoint(file, path -> Files.writeString(path, "epoch " + epoch[0]));
    BatchStep step = (data, from, count) -> 1;
    new Trainer(step, new TrainingPlan(3, 5, 0), () -> new Score(0, accuracies[epoch[0]++]), best)
        .run(line);
    assertThat(best.bestEpoch()).isEqualTo(2);
    assertThat(file).hasContent("epoch 2");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aConfusionMatrixCounts() {
    ConfusionMatrix matrix = new ConfusionMatrix(2);
    matrix.add(0, 0);
    matrix.add(1, new float[] {0.2f, 0.7f});
    matrix.add(1, new float[] {0.5f, 0.5f});
    assertThat(matrix.accuracy()).isEqualTo(2 / 3.0);
    assertThat(matrix.count(1, 0)).isEqualTo(1);
    assertThat(matrix).hasToString("      1      0\n      1      1\n");
    assertThat(new ConfusionMatrix(2).accuracy()).isNaN();
  }
}
