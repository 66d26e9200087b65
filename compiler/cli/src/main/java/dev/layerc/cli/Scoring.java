package dev.layerc.cli;

import dev.layerc.equation.Output;
import dev.layerc.equation.Program;
import dev.layerc.equation.Tensor;
import dev.layerc.runtime.Dataset;
import dev.layerc.runtime.Score;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Scores a network on rows it is not trained on: the mean loss, and how often the largest of an
 * output's numbers is the label's (for nets with such an output, and one label a row).
 */
final class Scoring implements Supplier<Score> {
  private static final int BATCH = 256;

  private final Program program;
  private final Dataset data;
  private final BatchArrays arrays;
  private final MethodHandle evaluate;
  private final MethodHandle predict;
  private final Object workspace;
  private final List<Object> outputs = new ArrayList<>();

  Scoring(GeneratedNet net, Dataset data) {
    this.program = net.type().program();
    this.data = data;
    this.arrays = new BatchArrays(program, BATCH);
    this.evaluate = net.evaluateMethod();
    this.predict = net.predictMethod();
    this.workspace = net.newPredictionWorkspace(BATCH);
    RealArrays reals = new RealArrays(program.precision());
    program.outputs().forEach(o -> outputs.add(reals.zeros(o.tensor().size() * BATCH)));
  }

  @Override
  public Score get() {
    double loss = 0;
    long right = 0;
    Optional<Integer> scores = scoresOfClasses();
    for (int from = 0; from < data.size(); from += BATCH) {
      int count = Math.min(BATCH, data.size() - from);
      Object[] examples = arrays.fill(data, from, count);
      loss += ((Number) NetClass.call(evaluate, examples)).doubleValue() * count;
      if (scores.isPresent()) {
        right += countRight(scores.get(), from, count);
      }
    }
    double accuracy = scores.isPresent() ? (double) right / data.size() : Double.NaN;
    return new Score(loss / data.size(), accuracy);
  }

  /** The first output that has one number a class. */
  private Optional<Integer> scoresOfClasses() {
    Tensor label = program.targets().get(0);
    if (label.isReal() || label.size() != 1 || data.size() == 0) {
      return Optional.empty();
    }
    for (int i = 0; i < program.outputs().size(); i++) {
      Output output = program.outputs().get(i);
      if (output.tensor().isReal() && output.tensor().size() == label.type().limit()) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private int countRight(int output, int from, int count) {
    List<Object> arguments = new ArrayList<>(Arrays.asList(arrays.inputArrays()));
    arguments.add(count);
    arguments.addAll(outputs);
    arguments.add(workspace);
    NetClass.call(predict, arguments.toArray());
    double[] scores = RealArrays.toDoubles(outputs.get(output));
    int classes = program.outputs().get(output).tensor().size();
    int right = 0;
    for (int row = 0; row < count; row++) {
      right += largest(scores, row * classes, classes) == data.label(from + row) ? 1 : 0;
    }
    return right;
  }

  private static int largest(double[] scores, int from, int length) {
    int best = 0;
    for (int i = 1; i < length; i++) {
      if (scores[from + i] > scores[from + best]) {
        best = i;
      }
    }
    return best;
  }
}
