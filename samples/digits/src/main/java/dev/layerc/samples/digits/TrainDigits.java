package dev.layerc.samples.digits;

import dev.layerc.runtime.EpochResult;
import dev.layerc.samples.images.Classifier;
import dev.layerc.samples.images.DrawnDigits;
import dev.layerc.samples.images.GeneratedSource;
import dev.layerc.samples.images.Options;
import dev.layerc.samples.images.PrintedTraining;
import dev.layerc.samples.images.Program;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Trains 784-128-10 on digits: on drawn ones, or with {@code --data DIR} on the IDX files of MNIST.
 */
public final class TrainDigits {
  private final PrintStream out;

  TrainDigits(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) {
    Program.main(arguments, options -> new TrainDigits(System.out).run(options));
  }

  /** Prints a line an epoch and at the end where the generated source stands. */
  EpochResult run(Options options) throws IOException {
    Classifier net = new Net(Digits.initialize(options.seed()));
    EpochResult result =
        new PrintedTraining(out, options).run("784-128-10", net, DrawnDigits.orFrom(options));
    GeneratedSource.of(Digits.class).ifPresent(folder -> out.println("generated Java: " + folder));
    return result;
  }

  private record Net(Digits digits) implements Classifier {
    @Override
    public int imageSize() {
      return Digits.X_SIZE;
    }

    @Override
    public int batch() {
      return Digits.BATCH;
    }

    @Override
    public float train(float[] images, int[] labels, int count) {
      return digits.train(images, labels, count);
    }

    @Override
    public float evaluate(float[] images, int[] labels, int count) {
      return digits.evaluate(images, labels, count);
    }

    @Override
    public double accuracy() {
      return digits.metric("accuracy");
    }
  }
}
