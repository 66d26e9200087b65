package com.acme;

/**
 * The passes of {@link Small} from inputs on.
 */
@Small.Generated
final class SmallForward {
  private SmallForward() {
  }

  /**
   * Computes, for {@code count} samples,
   *
   * <pre>
   * h[o] = sigmoid(sum[i] W[o,i]*x[i] + b[o])   dense1 (small.nn:4)
   * z[o] = sum[i] W[o,i]*h[i] + b[o]   dense2 (small.nn:4)
   * </pre>
   */
  static void predict(float[] x, float[] z, SmallParameters parameters, SmallWorkspace workspace,
      int count) {
    dense1(x, parameters.dense1_W, parameters.dense1_b, workspace.h, count);
    dense2(workspace.h, parameters.dense2_W, parameters.dense2_b, z, count);
  }

  static void dense1(float[] x, float[][] w, float[] b, float[][] h, int count) {
    // h[o] = sigmoid(sum[i] W[o,i]*x[i] + b[o])   dense1 (small.nn:4)
    for (int n = 0; n < count; n++) {
      for (int o = 0; o < 3; o++) {
        h[n][o] = SmallMath.sigmoid(w[0][o] * x[n * 2 + 0] + w[1][o] * x[n * 2 + 1] + b[o]);
      }
    }
  }

  static void dense2(float[][] h, float[][] w, float[] b, float[] z, int count) {
    // z[o] = sum[i] W[o,i]*h[i] + b[o]   dense2 (small.nn:4)
    for (int n = 0; n < count; n++) {
      float sum = b[0];
      for (int i = 0; i < 3; i++) {
        sum = Math.fma(w[0][i], h[n][i], sum);
      }
      z[n] = sum;
    }
  }

  /**
   * Computes, for {@code count} samples,
   *
   * <pre>
   * h[o] = sigmoid(sum[i] W[o,i]*x[i] + b[o])   dense1 (small.nn:4)
   * z[o] = sum[i] W[o,i]*h[i] + b[o]   dense2 (small.nn:4)
   * loss = 0.5*(z[0] - y[0])^2   half_squared_error (small.nn:6)
   * </pre>
   */
  static void forward(float[] x, float[] y, SmallParameters parameters, SmallWorkspace workspace,
      int count) {
    dense1(x, parameters.dense1_W, parameters.dense1_b, workspace.h, count);
    dense2(workspace.h, parameters.dense2_W, parameters.dense2_b, workspace.z, count);
    error(workspace.loss, workspace.miss, workspace.z, y, count);
  }

  static void error(float[] loss, float[] miss, float[] z, float[] y, int count) {
    // loss = 0.5*(z[0] - y[0])^2   half_squared_error (small.nn:6)
    for (int n = 0; n < count; n++) {
      float e = z[n] - y[n];
      loss[n] = 0.5f * e * e;
      miss[n] = Math.abs(e);
    }
  }
}
