package dev.layerc.runtime;

/** One optimizer step on the rows {@code from .. from + count - 1}; returns the mean loss. */
@FunctionalInterface
public interface BatchStep {
  double train(Dataset data, int from, int count);
}
