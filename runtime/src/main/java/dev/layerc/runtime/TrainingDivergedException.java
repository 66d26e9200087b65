package dev.layerc.runtime;

/** The loss is no number any more: further steps could only spoil what is left. */
public final class TrainingDivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingDivergedException(int epoch, int batch, double loss) {
    super(
        String.format(
            "the loss became %s in epoch %d, batch %d; try a smaller learning rate, and look for"
                + " values in the data that are very large",
            loss, epoch, batch));
  }
}
