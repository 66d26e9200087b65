package dev.layerc.samples.bench;

import java.lang.reflect.Array;
import java.nio.file.Path;

/**
 * Loads a net and predicts once: all that {@link StartUp} times. It calls the generated class
 * without the machinery of the other measurements, which would take longer to start than the net.
 */
public final class FirstPrediction {
  private FirstPrediction() {}

  /** The generated class, its weights, and how many numbers it takes. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Class<?> type = Class.forName(arguments[0]);
    Object net = type.getMethod("load", Path.class).invoke(null, Path.of(arguments[1]));
    float[] x = new Uniform(1).numbers(Integer.parseInt(arguments[2]), 1);
    Object p = type.getMethod("predict", float[].class).invoke(net, x);
    System.out.println(Array.getFloat(p, 0));
  }
}
