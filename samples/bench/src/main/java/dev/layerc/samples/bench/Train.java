package dev.layerc.samples.bench;

/** {@code train} of a generated class; {@code Y} is {@code int[]} or {@code float[]}. */
@FunctionalInterface
interface Train<Y> {
  float train(float[] x, Y y, int count);
}
