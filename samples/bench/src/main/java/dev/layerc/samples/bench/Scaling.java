package dev.layerc.samples.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Does cost grow with work? Measures 784-n-10 from narrow to wide, prints the time of a
 * multiply-add and plots it.
 */
final class Scaling {
  private static final Timing BRIEFLY = new Timing(2, 0.15, 5);

  private final String contestant;
  private final PrintStream out;

  Scaling(String contestant, PrintStream out) {
    this.contestant = contestant;
    this.out = out;
  }

  /** Writes the plot to a PNG file. */
  void plot(Path file) throws IOException {
    List<Double> widths = new ArrayList<>();
    List<Double> predictions = new ArrayList<>();
    List<Double> steps = new ArrayList<>();
    for (int n : Workloads.SCALES) {
      widths.add((double) n);
      predictions.add(picoseconds(Workloads.scaledPrediction(n)));
      steps.add(picoseconds(Workloads.scaledTraining(n)));
    }
    ScalingPlot plot = new ScalingPlot("784-n-10, " + contestant);
    plot.add("prediction of 1", widths, predictions);
    plot.add("SGD step of 32", widths, steps);
    plot.write(file);
  }

  /** Of one multiply-add. */
  private double picoseconds(Workload workload) throws IOException {
    Settings settings = new Settings(List.of(), BRIEFLY, false);
    double nanos =
        Medians.of(Results.samples(ForkedJvm.likeThis(), contestant, workload, settings));
    double picoseconds = nanos * 1000 / (workload.operations() / 2.0);
    out.printf(Locale.ROOT, "%-30s %8.1f ps a multiply-add%n", workload.title(), picoseconds);
    return picoseconds;
  }
}
