package dev.layerc.cli;

import dev.layerc.equation.Program;
import dev.layerc.equation.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Draws parameters, inputs and targets at which gradients are checked. */
final class RandomValues {
  /** Added to first values: parameters that begin at 0 or 1 would hide mistakes. */
  private static final double JITTER = 0.2;

  private final Random random;
  private final long seed;

  RandomValues(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  NetValues parameters(Program program) {
    Map<String, double[]> values = new LinkedHashMap<>();
    NetValues.initial(program, seed)
        .values()
        .forEach(
            (name, initial) -> {
              double[] moved = initial.clone();
              for (int i = 0; i < moved.length; i++) {
                moved[i] += JITTER * random.nextDouble();
              }
              values.put(name, moved);
            });
    return new NetValues(values);
  }

  /** Inputs in (-1, 1), targets in (0, 1) as probabilities are, labels within their range. */
  Example example(Program program, int count) {
    Map<String, double[]> values = new LinkedHashMap<>();
    program.inputs().forEach(t -> values.put(t.name(), draw(t, count, -1)));
    program.targets().forEach(t -> values.put(t.name(), draw(t, count, 0)));
    return new Example(count, values);
  }

  private double[] draw(Tensor tensor, int count, double low) {
    double[] values = new double[tensor.size() * count];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          tensor.isReal()
              ? low + (1 - low) * random.nextDouble()
              : random.nextInt(tensor.type().limit());
    }
    return values;
  }
}
