package dev.layerc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class ThreadedStepTest {
  private static final int WIDTH = 40;

  /** y = w·x by gradient descent, in floats, where the order of a sum decides on the last bits. */
  private static final class Line implements GradientNet<float[]> {
    final float[] w = new float[WIDTH];
    final Set<Long> threads = ConcurrentHashMap.newKeySet();

    @Override
    public float[] newGradients() {
      return new float[WIDTH];
    }

    @Override
    public Pass<float[]> newPass() {
      float[] x = new float[WIDTH];
      float[] y = new float[1];
      return (data, from, count, gradients) -> {
        threads.add(Thread.currentThread().getId());
        double loss = 0;
        for (int row = from; row < from + count; row++) {
          data.copyFeatures(row, 1, x);
          data.copyTargets(row, 1, y);
          float error = -y[0];
          for (int i = 0; i < WIDTH; i++) {
            error += w[i] * x[i];
          }
          for (int i = 0; i < WIDTH; i++) {
            gradients[i] += error * x[i];
          }
          loss += error * error / 2;
        }
        return loss / count;
      };
    }

    @Override
    public void add(float[] sum, float[] other) {
      for (int i = 0; i < WIDTH; i++) {
        sum[i] += other[i];
      }
    }

    @Override
    public void clear(float[] gradients) {
      Arrays.fill(gradients, 0);
    }

    @Override
    public void apply(float[] gradients, int count) {
      for (int i = 0; i < WIDTH; i++) {
        w[i] -= 0.1f * gradients[i] / count;
      }
    }
  }

  private static Dataset rows(int count) {
    Random random = new Random(5);
    float[] x = new float[count * WIDTH];
    float[] y = new float[count];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextFloat() - 0.5f;
      y[i / WIDTH] += x[i] * (i % WIDTH);
    }
    return Dataset.withTargets("random", x, WIDTH, y, 1);
  }

  private static Line trained(int threads) throws IOException {
    Line net = new Line();
    try (ThreadedStep<float[]> step = new ThreadedStep<>(net, threads)) {
      new Trainer(step, new TrainingPlan(10, 16, 1)).run(rows(250));
    }
    return net;
  }

  @Test
  void theSameNumberOfThreadsGivesTheSameBits() throws IOException {
    float[] once = trained(3).w;
    for (int run = 0; run < 20; run++) {
      assertThat(trained(3).w).isEqualTo(once);
    }
  }

  @Test
  void anotherNumberGivesTheSameWithinRounding() throws IOException {
    float[] alone = trained(1).w;
    for (int threads : new int[] {2, 3, 7, 20}) {
      assertThat(trained(threads).w).containsExactly(alone, within(2e-4f));
    }
    assertThat(trained(3).w).isNotEqualTo(alone);
  }

  @Test
  void eachPartHasAThread() throws IOException {
    assertThat(trained(1).threads).containsExactly(Thread.currentThread().getId());
    assertThat(trained(2).threads).hasSize(2);
  }

  @Test
  void theLossIsTheMeanOverTheWholeBatch() {
    Dataset data = rows(11);
    try (ThreadedStep<float[]> one = new ThreadedStep<>(new Line(), 1);
        ThreadedStep<float[]> four = new ThreadedStep<>(new Line(), 4)) {
      assertThat(four.train(data, 1, 9)).isCloseTo(one.train(data, 1, 9), within(1e-5));
    }
  }

  @Test
  void moreThreadsThanRowsAreNoHarm() {
    Line net = new Line();
    try (ThreadedStep<float[]> step = new ThreadedStep<>(net, 4)) {
      assertThat(step.train(rows(2), 0, 1)).isPositive().isFinite();
    }
  }

  @Test
  void aFailureOnAnyThreadComesOut() {
    Line net = new Line();
    GradientNet<float[]> broken =
        new GradientNet<>() {
          @Override
          public float[] newGradients() {
            return net.newGradients();
          }

          @Override
          public Pass<float[]> newPass() {
            return (data, from, count, gradients) -> {
              if (from > 0) {
                throw new IllegalArgumentException("row " + from);
              }
              return 0;
            };
          }

          @Override
          public void add(float[] sum, float[] other) {
            throw new AssertionError("nothing to add");
          }

          @Override
          public void clear(float[] gradients) {
            throw new AssertionError("nothing to clear");
          }

          @Override
          public void apply(float[] gradients, int count) {
            throw new AssertionError("nothing to apply");
          }
        };
    try (ThreadedStep<float[]> step = new ThreadedStep<>(broken, 2)) {
      assertThatThrownBy(() -> step.train(rows(4), 0, 4))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("row 2");
    }
  }
}
