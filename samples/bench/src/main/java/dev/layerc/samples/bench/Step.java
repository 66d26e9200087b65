package dev.layerc.samples.bench;

/** What is timed: prediction or training step number {@code k}, on example or batch k. */
@FunctionalInterface
public interface Step {
  /** Gives the first number of the prediction, or the loss before the step. */
  float run(long k);
}
