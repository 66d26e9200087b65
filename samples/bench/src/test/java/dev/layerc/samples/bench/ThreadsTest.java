package dev.layerc.samples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.layerc.runtime.Dataset;
import dev.layerc.runtime.GradientNet;
import dev.layerc.runtime.ThreadedStep;
import dev.layerc.samples.bench.plain.Mlp32;
import dev.layerc.samples.bench.plain.Mlp32Gradients;
import dev.layerc.samples.bench.plain.Mlp32Workspace;
import org.junit.jupiter.api.Test;

/** A generated class that is trained on several threads, as a program would write it. */
class ThreadsTest {
  private static final int STEPS = 12;

  private static final class Net implements GradientNet<Mlp32Gradients> {
    final Mlp32 net = Mlp32.initialize(7);

    @Override
    public Mlp32Gradients newGradients() {
      return net.newGradients();
    }

    @Override
    public Pass<Mlp32Gradients> newPass() {
      float[] x = new float[Mlp32.X_SIZE * Mlp32.BATCH];
      int[] y = new int[Mlp32.BATCH];
      Mlp32Workspace workspace = net.newWorkspace(Mlp32.BATCH);
      return (data, from, count, gradients) -> {
        data.copyFeatures(from, count, x);
        data.copyLabels(from, count, y);
        return net.gradient(x, y, count, gradients, workspace);
      };
    }

    @Override
    public void add(Mlp32Gradients sum, Mlp32Gradients other) {
      sum.add(other);
    }

    @Override
    public void clear(Mlp32Gradients gradients) {
      gradients.clear();
    }

    @Override
    public void apply(Mlp32Gradients gradients, int count) {
      net.apply(gradients, count);
    }

    float[] parameters() {
      float[] all = new float[net.parameters().size()];
      net.parameters().copyTo(all);
      return all;
    }
  }

  private static final float[] IMAGES = Examples.IMAGES.inputs().get();
  private static final int[] LABELS = (int[]) Examples.IMAGES.targets().apply(IMAGES);
  private static final Dataset DATA = Dataset.labelled("images", IMAGES, 784, LABELS, 1);

  private static float[] trained(int threads) {
    Net net = new Net();
    try (ThreadedStep<Mlp32Gradients> step = new ThreadedStep<>(net, threads)) {
      for (int k = 0; k < STEPS; k++) {
        step.train(DATA, k % 32 * 32, 32);
      }
    }
    return net.parameters();
  }

  @Test
  void theSameNumberOfThreadsGivesTheSameBits() {
    assertThat(trained(3)).isEqualTo(trained(3));
  }

  @Test
  void threadsLearnWhatOneLearns() {
    Net alone = new Net();
    for (int k = 0; k < STEPS; k++) {
      float[] x = new float[784 * 32];
      int[] y = new int[32];
      DATA.copyFeatures(k % 32 * 32, 32, x);
      DATA.copyLabels(k % 32 * 32, 32, y);
      alone.net.train(x, y, 32);
    }
    for (int threads = 1; threads <= 4; threads *= 2) {
      assertThat(trained(threads)).containsExactly(alone.parameters(), within(2e-6f));
    }
  }
}
