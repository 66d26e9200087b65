package dev.layerc.runtime;

import java.io.IOException;

/** Is told how a training goes; to show it, or to save the network between epochs. */
public interface TrainingListener {
  /** Listens to nothing. */
  TrainingListener NONE = new TrainingListener() {};

  default void batchDone(TrainingProgress progress) {}

  /** An exception ends the training. */
  default void epochDone(EpochResult result) throws IOException {}
}
