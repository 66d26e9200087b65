package dev.layerc.samples.images;

import dev.layerc.runtime.EpochResult;
import dev.layerc.runtime.Split;
import dev.layerc.runtime.TrainStep;
import dev.layerc.runtime.Trainer;
import dev.layerc.runtime.TrainingListener;
import dev.layerc.runtime.TrainingPlan;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Trains a net and prints a line an epoch. */
public final class PrintedTraining {
  private final PrintStream out;
  private final Options options;

  public PrintedTraining(PrintStream out, Options options) {
    this.out = out;
    this.options = options;
  }

  /** Prints what there is to learn from, the epochs, and the accuracy reached; returns the last. */
  public EpochResult run(String title, Classifier net, Split data) throws IOException {
    out.printf(
        Locale.ROOT,
        "%s: %d images to train on (%s), %d to test%n",
        title,
        data.train().size(),
        data.train().source(),
        data.test().size());
    List<EpochResult> results = train(net, data);
    EpochResult last = results.get(results.size() - 1);
    out.printf(Locale.ROOT, "accuracy %.1f %%%n", 100 * last.test().accuracy());
    return last;
  }

  private List<EpochResult> train(Classifier net, Split data) throws IOException {
    TrainStep step = net::train;
    TrainingPlan plan = new TrainingPlan(options.epochs(), net.batch(), options.seed());
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochDone(EpochResult result) {
            print(result);
          }
        };
    return new Trainer(
            step.on(net.imageSize(), 1, net.batch()), plan, () -> net.score(data.test()), listener)
        .run(data.train());
  }

  private void print(EpochResult result) {
    out.printf(
        Locale.ROOT,
        "epoch %d/%d  loss %.4f  test loss %.4f  test accuracy %.1f %%  %.2f s%n",
        result.epoch(),
        result.epochs(),
        result.loss(),
        result.test().loss(),
        100 * result.test().accuracy(),
        result.took().toMillis() / 1000.0);
  }
}
