package com.acme;

/**
 * The pass of {@link Small} from the loss back to the gradients.
 */
@Small.Generated
final class SmallBackward {
  private SmallBackward() {
  }

  /**
   * Computes, for {@code count} samples,
   *
   * <pre>
   * d.h[i] = sum[o] W[o,i]*d.z[o]   gradient of dense2 (small.nn:4)
   * d.W[o,i] = sum[batch] d.h[o]*x[i]   gradient of dense1 (small.nn:4)
   * </pre>
   */
  static void backward(float[] x, float[] y, SmallGradients gradients, SmallParameters parameters,
      SmallWorkspace workspace, int count) {
    dense2(workspace.z, y, workspace.h, parameters.dense2_W, workspace.d_z, workspace.d_h,
        gradients.dense2_W, gradients.dense2_b, count);
    dense1(x, workspace.d_h, parameters.dense1_W, gradients.dense1_W, gradients.dense1_b,
        gradients.d_x, count);
  }

  static void dense2(float[] z, float[] y, float[][] h, float[][] w, float[] dz, float[][] dh,
      float[][] dw, float[] db, int count) {
    // d.h[i] = sum[o] W[o,i]*d.z[o]   gradient of dense2 (small.nn:4)
    for (int n = 0; n < count; n++) {
      float d = z[n] - y[n];
      dz[n] = d;
      db[0] += d;
      for (int o = 0; o < 3; o++) {
        dw[0][o] += d * h[n][o];
        dh[n][o] = d * w[0][o] * (h[n][o] * (1f - h[n][o]));
      }
    }
  }

  static void dense1(float[] x, float[][] dh, float[][] w, float[][] dw, float[] db, float[] dx,
      int count) {
    // d.W[o,i] = sum[batch] d.h[o]*x[i]   gradient of dense1 (small.nn:4)
    for (int n = 0; n < count; n++) {
      for (int o = 0; o < 3; o++) {
        db[o] += dh[n][o];
        for (int i = 0; i < 2; i++) {
          dw[i][o] += dh[n][o] * x[n * 2 + i];
          dx[n * 2 + i] += dh[n][o] * w[i][o];
        }
      }
    }
  }
}
