package dev.layerc.equation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Evaluates equations as they stand, in double: slow, and obvious enough to be trusted when the
 * emitted code disagrees.
 */
public final class Interpreter {
  private final Environment environment;
  private final Point point;
  private final ExprEvaluator evaluator;

  /**
   * What a run depends on besides the tensors.
   *
   * @param step the 1-based number of the training step, for random numbers
   */
  public record Settings(int batch, boolean training, long seed, long step) {
    public Settings {
      if (batch < 1) {
        throw new IllegalArgumentException("a batch of " + batch);
      }
    }

    public static Settings prediction(int batch) {
      return new Settings(batch, false, 0, 0);
    }

    public static Settings training(int batch, long seed, long step) {
      return new Settings(batch, true, seed, step);
    }
  }

  private Interpreter(Map<Tensor, double[]> values, Settings settings) {
    this.environment = new Environment(values, settings.batch());
    this.point = new Point(settings.batch());
    this.evaluator = new ExprEvaluator(environment, point, settings);
  }

  /**
   * Computes every target of {@code steps}, in order. {@code values} gives the tensors that are
   * read but not computed and takes the computed ones: row-major, the batch axis first, whole
   * numbers as doubles. Arrays that were given are changed only by an equation that adds to them.
   */
  public static void run(List<Step> steps, Map<Tensor, double[]> values, Settings settings) {
    Interpreter interpreter = new Interpreter(values, settings);
    steps.forEach(interpreter::run);
  }

  /** The value of one expression in which no index is free but those of reducers. */
  public static double evaluate(Expr expr, Map<Tensor, double[]> values, Settings settings) {
    return new Interpreter(values, settings).evaluator.value(expr);
  }

  private void run(Step step) {
    if (step instanceof Recurrence recurrence) {
      runOverTime(recurrence);
    } else {
      Equation equation = (Equation) step;
      double[] result = resultOf(equation);
      runAt(equation, equation.indices(), result);
      environment.put(equation.target(), result);
    }
  }

  /** The array to write to: the present one where the equation leaves places as they are. */
  private double[] resultOf(Equation equation) {
    boolean keeps = equation.accumulate() || equation.where().isPresent() || !equation.isGather();
    if (keeps && environment.contains(equation.target())) {
      return environment.get(equation.target());
    }
    if (equation.accumulate()) {
      throw new IllegalStateException(equation.target() + " is added to before it is written");
    }
    return new double[environment.size(equation.target())];
  }

  private void runOverTime(Recurrence recurrence) {
    List<double[]> results = allocate(recurrence.equations());
    Index time = recurrence.time();
    for (int step = 0; step < time.extent(); step++) {
      int now = recurrence.descending() ? time.extent() - 1 - step : step;
      for (int i = 0; i < results.size(); i++) {
        Equation equation = recurrence.equations().get(i);
        double[] result = results.get(i);
        List<Index> others = new ArrayList<>(equation.indices());
        others.remove(time);
        point.at(time, now, () -> runAt(equation, others, result));
      }
    }
  }

  /** Fresh arrays hold NaN, so that a read of what has no value yet is seen in the results. */
  private List<double[]> allocate(List<Equation> equations) {
    List<double[]> results = new ArrayList<>();
    Set<Tensor> fresh = new HashSet<>();
    for (Equation equation : equations) {
      if (!equation.accumulate() && fresh.add(equation.target())) {
        double[] result = new double[environment.size(equation.target())];
        Arrays.fill(result, Double.NaN);
        environment.put(equation.target(), result);
      }
      results.add(environment.get(equation.target()));
    }
    return results;
  }

  private void runAt(Equation equation, List<Index> indices, double[] result) {
    point.forEach(
        indices,
        () -> {
          if (equation.where().isEmpty() || evaluator.holds(equation.where().get())) {
            write(equation, result);
          }
        });
  }

  private void write(Equation equation, double[] result) {
    int offset = environment.offset(equation.target(), evaluator.place(equation.at()));
    if (offset < 0) {
      return;
    }
    double value = evaluator.value(equation.value());
    result[offset] = equation.accumulate() ? result[offset] + value : value;
  }
}
