package dev.layerc.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * The training loop.
 *
 * <pre>{@code
 * BatchStep step = ((TrainStep) net::train).on(784, 1, 32);
 * new Trainer(step, new TrainingPlan(5, 32, 42)).run(data);
 * }</pre>
 */
public final class Trainer {
  private final BatchStep step;
  private final TrainingPlan plan;
  private final Supplier<Score> scorer;
  private final TrainingListener listener;
  private final long begin = System.nanoTime();

  /** Trains without scoring and without telling anybody. */
  public Trainer(BatchStep step, TrainingPlan plan) {
    this(step, plan, () -> Score.NONE, TrainingListener.NONE);
  }

  /** Asks {@code scorer} for a score after each epoch and tells {@code listener}. */
  public Trainer(
      BatchStep step, TrainingPlan plan, Supplier<Score> scorer, TrainingListener listener) {
    this.step = step;
    this.plan = plan;
    this.scorer = scorer;
    this.listener = listener;
  }

  /**
   * Trains on every row once an epoch, the last batch of an epoch being what is left over.
   *
   * @throws TrainingDivergedException if the loss becomes NaN or infinite
   * @throws IOException what the listener throws
   */
  public List<EpochResult> run(Dataset data) throws IOException {
    if (data.size() == 0) {
      throw new IllegalArgumentException(data.source() + ": no rows to train on");
    }
    Random random = new Random(plan.seed());
    List<EpochResult> results = new ArrayList<>();
    for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
      long epochBegin = System.nanoTime();
      double loss = runEpoch(data.shuffled(random), epoch);
      Duration took = since(epochBegin);
      Score score = scorer.get();
      Duration left = since(begin).dividedBy(epoch).multipliedBy(plan.epochs() - epoch);
      results.add(new EpochResult(epoch, plan.epochs(), loss, score, took, left));
      listener.epochDone(results.get(epoch - 1));
    }
    return results;
  }

  private double runEpoch(Dataset data, int epoch) {
    int batches = (data.size() + plan.batch() - 1) / plan.batch();
    double sum = 0;
    for (int batch = 1; batch <= batches; batch++) {
      int from = (batch - 1) * plan.batch();
      int count = Math.min(plan.batch(), data.size() - from);
      double loss = step.train(data, from, count);
      if (!Double.isFinite(loss)) {
        throw new TrainingDivergedException(epoch, batch, loss);
      }
      sum += loss * count;
      listener.batchDone(progress(epoch, batch, batches, sum / (from + count)));
    }
    return sum / data.size();
  }

  private TrainingProgress progress(int epoch, int batch, int batches, double loss) {
    Duration elapsed = since(begin);
    double done = (epoch - 1.0) * batches + batch;
    double rest = (double) plan.epochs() * batches - done;
    Duration left = Duration.ofNanos((long) (elapsed.toNanos() * (rest / done)));
    return new TrainingProgress(epoch, plan.epochs(), batch, batches, loss, elapsed, left);
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }
}
