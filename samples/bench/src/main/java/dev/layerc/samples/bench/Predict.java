package dev.layerc.samples.bench;

/** {@code predict} of a generated class, of one sample, into an array; {@code W} its workspace. */
@FunctionalInterface
interface Predict<W> {
  void predict(float[] x, float[] out, W workspace);
}
