package dev.layerc.samples.resnet;

import dev.layerc.runtime.EpochResult;
import dev.layerc.runtime.Split;
import dev.layerc.samples.images.Classifier;
import dev.layerc.samples.images.GeneratedSource;
import dev.layerc.samples.images.Options;
import dev.layerc.samples.images.PrintedTraining;
import dev.layerc.samples.images.Program;
import java.io.IOException;
import java.io.PrintStream;

/** Trains a small residual net on ten classes of drawn shapes. */
public final class TrainResNet {
  private static final int TRAIN = 2000;
  private static final int TEST = 500;

  private final PrintStream out;

  TrainResNet(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) {
    Program.main(arguments, options -> new TrainResNet(System.out).run(options));
  }

  /** Prints a line an epoch and at the end where the generated source stands. */
  EpochResult run(Options options) throws IOException {
    return run(options, TRAIN, TEST);
  }

  /** The same on {@code train} images, tested on {@code test} others. */
  EpochResult run(Options options, int train, int test) throws IOException {
    if (options.data().isPresent()) {
      throw new IllegalArgumentException("this sample draws its images; it takes no --data");
    }
    Classifier net = new Net(ResNet.initialize(options.seed()));
    Split data = DrawnShapes.draw(train, test, options.seed());
    EpochResult result = new PrintedTraining(out, options).run("residual net", net, data);
    GeneratedSource.of(ResNet.class).ifPresent(folder -> out.println("generated Java: " + folder));
    return result;
  }

  private record Net(ResNet resnet) implements Classifier {
    @Override
    public int imageSize() {
      return ResNet.X_SIZE;
    }

    @Override
    public int batch() {
      return ResNet.BATCH;
    }

    @Override
    public float train(float[] images, int[] labels, int count) {
      return resnet.train(images, labels, count);
    }

    @Override
    public float evaluate(float[] images, int[] labels, int count) {
      return resnet.evaluate(images, labels, count);
    }

    @Override
    public double accuracy() {
      return resnet.metric("accuracy");
    }
  }
}
