package dev.layerc.samples.digits;

import dev.layerc.runtime.Dataset;
import dev.layerc.runtime.EpochResult;
import dev.layerc.runtime.IdxFolder;
import dev.layerc.runtime.Score;
import dev.layerc.runtime.Split;
import dev.layerc.runtime.TrainStep;
import dev.layerc.runtime.Trainer;
import dev.layerc.runtime.TrainingListener;
import dev.layerc.runtime.TrainingPlan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;

/**
 * Trains 784-128-10 on digits: on drawn ones, or with {@code --data DIR} on the IDX files of MNIST.
 */
public final class TrainDigits {
  private static final int DRAWN_TRAIN = 9000;
  private static final int DRAWN_TEST = 1000;

  private final PrintStream out;

  TrainDigits(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) {
    try {
      new TrainDigits(System.out).run(Options.parse(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (NoSuchFileException e) {
      System.err.println("there is no file " + e.getMessage());
      System.exit(3);
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(3);
    }
  }

  /** Prints a line an epoch and at the end where the generated source stands. */
  EpochResult run(Options options) throws IOException {
    Split data = data(options);
    out.printf(
        Locale.ROOT,
        "784-128-10: %d images to train on (%s), %d to test%n",
        data.train().size(),
        data.train().source(),
        data.test().size());
    List<EpochResult> results = train(data, options);
    out.printf(
        Locale.ROOT, "accuracy %.1f %%%n", 100 * results.get(results.size() - 1).test().accuracy());
    GeneratedSource.find().ifPresent(folder -> out.println("generated Java: " + folder));
    return results.get(results.size() - 1);
  }

  private static Split data(Options options) throws IOException {
    return options.data().isPresent()
        ? IdxFolder.read(options.data().get(), IdxFolder.TEST_SHARE)
        : DrawnDigits.draw(DRAWN_TRAIN, DRAWN_TEST, options.seed());
  }

  private List<EpochResult> train(Split data, Options options) throws IOException {
    Digits net = Digits.initialize(options.seed());
    TrainStep step = net::train;
    TrainingPlan plan = new TrainingPlan(options.epochs(), Digits.BATCH, options.seed());
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochDone(EpochResult result) {
            print(result);
          }
        };
    return new Trainer(
            step.on(Digits.X_SIZE, 1, Digits.BATCH), plan, () -> score(net, data.test()), listener)
        .run(data.train());
  }

  /** The mean loss and accuracy over all rows, in one pass. */
  private static Score score(Digits net, Dataset test) {
    float[] images = new float[test.size() * Digits.X_SIZE];
    int[] labels = new int[test.size()];
    test.copyFeatures(0, test.size(), images);
    test.copyLabels(0, test.size(), labels);
    double loss = net.evaluate(images, labels, test.size());
    return new Score(loss, net.metric("accuracy"));
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
