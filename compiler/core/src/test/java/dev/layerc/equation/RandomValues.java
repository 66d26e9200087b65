package dev.layerc.equation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Seeded values for what a program is given. Real inputs and parameters are spread around 0,
 * targets lie in (0, 1), where every loss has a value, and states are positive, as variances must
 * be.
 */
public final class RandomValues {
  private final Random random;
  private final int batch;

  private RandomValues(long seed, int batch) {
    this.random = new Random(seed);
    this.batch = batch;
  }

  /** Values for inputs, targets, parameters and states. */
  public static Map<Tensor, double[]> of(Program program, int batch, long seed) {
    RandomValues values = new RandomValues(seed, batch);
    Map<Tensor, double[]> given = new LinkedHashMap<>();
    program.inputs().forEach(input -> given.put(input, values.array(input, -1.5, 1.5)));
    program.targets().forEach(target -> given.put(target, values.array(target, 0.05, 0.95)));
    for (Parameter parameter : program.parameters()) {
      given.put(parameter.tensor(), values.array(parameter.tensor(), -0.8, 0.8));
    }
    for (StateVariable state : program.states()) {
      given.put(state.tensor(), values.array(state.tensor(), 0.3, 1.3));
    }
    return given;
  }

  private double[] array(Tensor tensor, double low, double high) {
    double[] values = new double[tensor.size() * (tensor.perSample() ? batch : 1)];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          tensor.isReal()
              ? low + (high - low) * random.nextDouble()
              : random.nextInt(tensor.type().limit());
    }
    return values;
  }
}
