package dev.layerc.runtime;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Saves a network whenever it is better than ever before: by accuracy where it is measured, else by
 * the test's loss, else by the training's. The file is replaced as a whole.
 */
public final class BestCheckpoint implements TrainingListener {
  private final Path file;
  private final FileReplacement.Saving network;
  private double best = Double.NEGATIVE_INFINITY;
  private int bestEpoch;

  /** {@code network} is the {@code save} method of a generated class: {@code net::save}. */
  public BestCheckpoint(Path file, FileReplacement.Saving network) {
    this.file = file;
    this.network = network;
  }

  @Override
  public void epochDone(EpochResult result) throws IOException {
    double merit = merit(result);
    if (merit > best) {
      FileReplacement.save(file, network);
      best = merit;
      bestEpoch = result.epoch();
    }
  }

  /** The epoch that the file holds; 0 before the first. */
  public int bestEpoch() {
    return bestEpoch;
  }

  private static double merit(EpochResult result) {
    if (!Double.isNaN(result.test().accuracy())) {
      return result.test().accuracy();
    }
    return -(Double.isNaN(result.test().loss()) ? result.loss() : result.test().loss());
  }
}
