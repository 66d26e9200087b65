package dev.layerc.samples.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Another library on the same workloads; the profile {@code peers} has some. Found by {@link
 * java.util.ServiceLoader}.
 */
public interface Peer {
  /** As results and the command line call it. */
  String name();

  /** The workloads that it takes part in. */
  List<String> workloads();

  /** A fresh model with the seeded parameters, and its steps. */
  Step start(String workload) throws IOException;

  /** A class whose {@code main} takes a model file and predicts once. */
  Class<?> firstPrediction();

  /** Writes the model of a workload into a folder, for {@link #firstPrediction}. */
  Path writeModel(String workload, Path folder) throws IOException;
}
