package dev.layerc.cli;

import dev.layerc.emit.InitialValues;
import dev.layerc.equation.Precision;
import dev.layerc.equation.Program;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values of all parameters and states of a network, by name, row-major. */
record NetValues(Map<String, double[]> values) {
  NetValues {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** What {@code initialize(seed)} of the generated class draws. */
  static NetValues initial(Program program, long seed) {
    Map<String, double[]> values = new LinkedHashMap<>();
    program
        .parameters()
        .forEach(
            p ->
                values.put(
                    p.tensor().name(),
                    InitialValues.of(p.initial(), p.tensor().shape(), seed, values.size())));
    program
        .states()
        .forEach(
            s ->
                values.put(
                    s.tensor().name(),
                    InitialValues.of(s.initial(), s.tensor().shape(), seed, values.size())));
    if (program.precision() == Precision.FLOAT) {
      values.values().forEach(NetValues::roundToFloat);
    }
    return new NetValues(values);
  }

  private static void roundToFloat(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) values[i];
    }
  }

  double[] get(String name) {
    return values.get(name);
  }

  /** Gives these values to a generated net. */
  void copyTo(GeneratedNet net) {
    RealArrays reals = new RealArrays(net.type().program().precision());
    values.forEach((name, array) -> net.setParameter(name, reals.of(array)));
  }
}
