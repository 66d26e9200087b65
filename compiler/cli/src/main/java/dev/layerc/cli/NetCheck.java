package dev.layerc.cli;

import dev.layerc.equation.Program;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.runtime.GradientCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Checks the gradients of one network, computed in double, at random values. */
final class NetCheck {
  /** More than one, so that sums over the batch are seen; odd, so that tiles have a rest. */
  private static final int SAMPLES = 3;

  private static final double SAME = 1e-9;

  private final long seed;
  private final int numbers;
  private final double tolerance;
  private final NetValues parameters;
  private final Example example;

  /** Compares at most {@code numbers} of each gradient. */
  NetCheck(Program program, long seed, int numbers, double tolerance) {
    this.seed = seed;
    this.numbers = numbers;
    this.tolerance = tolerance;
    RandomValues random = new RandomValues(seed);
    this.parameters = random.parameters(program);
    this.example = random.example(program, SAMPLES);
  }

  /** One comparison. */
  record Line(String name, String what, double error, boolean passed) {
    @Override
    public String toString() {
      String verdict = passed ? "PASS" : "FAIL";
      return String.format(Locale.ROOT, "%-24s %-34s %8.1e  %s", name, what, error, verdict);
    }
  }

  NetValues parameters() {
    return parameters;
  }

  /** Differences of {@code emitted}'s loss against its gradients; those against the equations'. */
  List<Line> run(Engine emitted, Engine interpreted, List<Tensor> differentiated) {
    GradientPass derived = emitted.differentiate(example);
    List<Line> lines = new ArrayList<>();
    for (Tensor tensor : differentiated) {
      lines.add(
          tensor.role() == Role.INPUT
              ? line(tensor, input(emitted, tensor), example.get(tensor.name()), derived.inputs())
              : line(
                  tensor,
                  parameter(emitted, tensor),
                  parameters.get(tensor.name()),
                  derived.parameters()));
    }
    lines.add(same("emitted = equations", derived, interpreted.differentiate(example)));
    lines.add(sameOutputs(emitted.predict(example), interpreted.predict(example)));
    return lines;
  }

  private ToDoubleFunction<double[]> input(Engine engine, Tensor tensor) {
    return values -> {
      Map<String, double[]> moved = new LinkedHashMap<>(example.values());
      moved.put(tensor.name(), values);
      return engine.evaluate(new Example(SAMPLES, moved)).loss();
    };
  }

  private ToDoubleFunction<double[]> parameter(Engine engine, Tensor tensor) {
    return values -> {
      engine.setParameter(tensor.name(), values);
      double loss = engine.evaluate(example).loss();
      engine.setParameter(tensor.name(), parameters.get(tensor.name()));
      return loss;
    };
  }

  private Line line(
      Tensor tensor,
      ToDoubleFunction<double[]> loss,
      double[] point,
      Map<String, double[]> gradients) {
    double[] gradient = gradients.get(tensor.name());
    GradientCheck.Result result = new GradientCheck(numbers, seed).check(loss, point, gradient);
    boolean passed = result.within(tolerance);
    String what = tensor.shape() + " " + result.checked() + " of " + point.length;
    if (!passed) {
      what =
          String.format(
              Locale.ROOT,
              "[%d] derived %.6g, measured %.6g",
              result.worst(),
              result.derived(),
              result.measured());
    }
    return new Line(tensor.name(), what, result.error(), passed);
  }

  private Line same(String name, GradientPass a, GradientPass b) {
    double error = difference(new double[] {a.loss()}, new double[] {b.loss()});
    for (Map.Entry<String, double[]> entry : a.parameters().entrySet()) {
      error = worse(error, difference(entry.getValue(), b.parameters().get(entry.getKey())));
    }
    for (Map.Entry<String, double[]> entry : a.inputs().entrySet()) {
      error = worse(error, difference(entry.getValue(), b.inputs().get(entry.getKey())));
    }
    return new Line(name, "loss and gradients", error, error <= SAME);
  }

  private static Line sameOutputs(Map<String, double[]> a, Map<String, double[]> b) {
    double error = 0;
    for (Map.Entry<String, double[]> entry : a.entrySet()) {
      error = worse(error, difference(entry.getValue(), b.get(entry.getKey())));
    }
    return new Line("emitted = equations", "outputs", error, error <= SAME);
  }

  private static double worse(double a, double b) {
    return Double.isNaN(a) ? a : Math.max(a, b);
  }

  /** The largest difference, relative to the largest number (or to 1e-6, if all are small). */
  private static double difference(double[] a, double[] b) {
    double largest = 0;
    double size = 1e-6;
    for (int i = 0; i < a.length; i++) {
      largest = worse(largest, Math.abs(a[i] - b[i]));
      size = Math.max(size, Math.abs(a[i]));
    }
    return largest / size;
  }
}
