package dev.layerc.cli;

import dev.layerc.equation.Program;
import dev.layerc.equation.Role;
import dev.layerc.equation.Tensor;
import dev.layerc.runtime.GradientCheck;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** Checks the gradients of one network, computed in double, at random values. */
final class NetCheck {
  /** More than one, so that sums over the batch are seen; odd, so that tiles have a rest. */
  private static final int SAMPLES = 3;

  /** What lines are called that compare two ways of computing. */
  static final String EQUATIONS = "emitted = equations";

  private static final double SAME = 1e-9;

  /** Numbers that are all smaller than this count as of this size. */
  private static final double SMALL = 1e-6;

  /**
   * Gradients smaller than this part of the largest may be what rounding leaves of 0, as that of a
   * bias before a batch norm.
   */
  private static final double LEAST_GRADIENT = 1e-3;

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
    /** A line of a table whose names take {@code width} characters. */
    String inTable(int width) {
      String verdict = passed ? "PASS" : "FAIL";
      String format = "%-" + width + "s %-34s %8.1e  %s";
      return String.format(Locale.ROOT, format, name, what, error, verdict);
    }
  }

  NetValues parameters() {
    return parameters;
  }

  /**
   * Differences of {@code emitted}'s loss against its gradients; those against the equations'. Each
   * line is told as soon as it is known.
   */
  void run(Engine emitted, Engine interpreted, List<Tensor> differentiated, Consumer<Line> report) {
    GradientPass derived = emitted.differentiate(example);
    for (Tensor tensor : differentiated) {
      report.accept(
          tensor.role() == Role.INPUT
              ? line(tensor, input(emitted, tensor), example.get(tensor.name()), derived.inputs())
              : line(
                  tensor,
                  parameter(emitted, tensor),
                  parameters.get(tensor.name()),
                  derived.parameters()));
    }
    report.accept(same(derived, interpreted.differentiate(example)));
    report.accept(sameOutputs(emitted.predict(example), interpreted.predict(example)));
  }

  private ToDoubleFunction<double[]> input(Engine engine, Tensor tensor) {
    return values -> {
      Map<String, double[]> moved = new LinkedHashMap<>(example.values());
      moved.put(tensor.name(), values);
      return trainingLoss(engine, new Example(SAMPLES, moved));
    };
  }

  private ToDoubleFunction<double[]> parameter(Engine engine, Tensor tensor) {
    return values -> {
      engine.setParameter(tensor.name(), values);
      double loss = trainingLoss(engine, example);
      engine.setParameter(tensor.name(), parameters.get(tensor.name()));
      return loss;
    };
  }

  /** The loss that gradients are of: with the batch's own statistics, and the same drawn masks. */
  private static double trainingLoss(Engine engine, Example example) {
    return engine.differentiate(example).loss();
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

  private static Line same(GradientPass a, GradientPass b) {
    double error = difference(new double[] {a.loss()}, new double[] {b.loss()}, SMALL);
    double least = LEAST_GRADIENT * Math.max(largest(a.parameters()), largest(a.inputs())) + SMALL;
    error = worse(error, difference(a.parameters(), b.parameters(), least));
    error = worse(error, difference(a.inputs(), b.inputs(), least));
    return new Line(EQUATIONS, "loss and gradients", error, error <= SAME);
  }

  private static Line sameOutputs(Map<String, double[]> a, Map<String, double[]> b) {
    double error = difference(a, b, SMALL);
    return new Line(EQUATIONS, "outputs", error, error <= SAME);
  }

  /** The largest of the differences of arrays that have one name. */
  private static double difference(Map<String, double[]> a, Map<String, double[]> b, double least) {
    double error = 0;
    for (Map.Entry<String, double[]> entry : a.entrySet()) {
      error = worse(error, difference(entry.getValue(), b.get(entry.getKey()), least));
    }
    return error;
  }

  private static double worse(double a, double b) {
    return Double.isNaN(a) ? a : Math.max(a, b);
  }

  private static double largest(Map<String, double[]> gradients) {
    return gradients.values().stream()
        .flatMapToDouble(Arrays::stream)
        .map(Math::abs)
        .max()
        .orElse(0);
  }

  /**
   * The largest difference, relative to the largest number (or to {@code least}, if it is less).
   */
  private static double difference(double[] a, double[] b, double least) {
    double largest = 0;
    double size = least;
    for (int i = 0; i < a.length; i++) {
      largest = worse(largest, Math.abs(a[i] - b[i]));
      size = Math.max(size, Math.abs(a[i]));
    }
    return largest / size;
  }
}
