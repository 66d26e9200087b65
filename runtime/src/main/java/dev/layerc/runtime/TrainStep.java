package dev.layerc.runtime;

/**
 * One optimizer step on {@code count} rows of features and their labels, flat; returns the mean
 * loss. The {@code train} method of a generated class with a target {@code int<N>} is one: {@code
 * net::train}.
 */
@FunctionalInterface
public interface TrainStep {
  float train(float[] features, int[] labels, int count);

  /** This step, fed from a dataset in batches of at most {@code batch} rows. */
  default BatchStep on(int featureSize, int labelSize, int batch) {
    float[] x = new float[featureSize * batch];
    int[] y = new int[labelSize * batch];
    return (data, from, count) -> {
      data.copyFeatures(from, count, x);
      data.copyLabels(from, count, y);
      return train(x, y, count);
    };
  }

  /** The same for real targets: {@code net::train} of a class with a target {@code y[N]}. */
  @FunctionalInterface
  interface Real {
    float train(float[] features, float[] targets, int count);

    /** This step, fed from a dataset in batches of at most {@code batch} rows. */
    default BatchStep on(int featureSize, int targetSize, int batch) {
      float[] x = new float[featureSize * batch];
      float[] y = new float[targetSize * batch];
      return (data, from, count) -> {
        data.copyFeatures(from, count, x);
        data.copyTargets(from, count, y);
        return train(x, y, count);
      };
    }
  }
}
