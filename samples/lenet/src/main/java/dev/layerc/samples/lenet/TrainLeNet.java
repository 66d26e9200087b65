package dev.layerc.samples.lenet;

import dev.layerc.runtime.EpochResult;
import dev.layerc.samples.images.Classifier;
import dev.layerc.samples.images.DrawnDigits;
import dev.layerc.samples.images.GeneratedSource;
import dev.layerc.samples.images.Options;
import dev.layerc.samples.images.PrintedTraining;
import dev.layerc.samples.images.Program;
import java.io.IOException;
import java.io.PrintStream;

/** Trains LeNet on digits: on drawn ones, or with {@code --data DIR} on the IDX files of MNIST. */
public final class TrainLeNet {
  private final PrintStream out;

  TrainLeNet(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) {
    Program.main(arguments, options -> new TrainLeNet(System.out).run(options));
  }

  /** Prints a line an epoch and at the end where the generated source stands. */
  EpochResult run(Options options) throws IOException {
    Classifier net = new Net(LeNet.initialize(options.seed()));
    EpochResult result =
        new PrintedTraining(out, options).run("LeNet", net, DrawnDigits.orFrom(options));
    GeneratedSource.of(LeNet.class).ifPresent(folder -> out.println("generated Java: " + folder));
    return result;
  }

  private record Net(LeNet lenet) implements Classifier {
    @Override
    public int imageSize() {
      return LeNet.X_SIZE;
    }

    @Override
    public int batch() {
      return LeNet.BATCH;
    }

    @Override
    public float train(float[] images, int[] labels, int count) {
      return lenet.train(images, labels, count);
    }

    @Override
    public float evaluate(float[] images, int[] labels, int count) {
      return lenet.evaluate(images, labels, count);
    }

    @Override
    public double accuracy() {
      return lenet.metric("accuracy");
    }
  }
}
