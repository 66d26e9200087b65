package dev.layerc.runtime;

/**
 * How long and in what order to train: the rows are shuffled anew in every epoch, by a generator
 * that {@code seed} starts, so that the same seed repeats a run.
 */
public record TrainingPlan(int epochs, int batch, long seed) {
  public TrainingPlan {
    if (epochs < 1 || batch < 1) {
      throw new IllegalArgumentException(epochs + " epochs in batches of " + batch);
    }
  }
}
