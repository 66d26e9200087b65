package dev.layerc.samples.circuits;

/** Each graph at one point. A scalar is an array of one number per sample. */
final class Circuits {
  private Circuits() {}

  /** {@code (x + y) * z}. */
  static Evaluation sumTimes(double x, double y, double z) {
    SumTimes net = SumTimes.initialize(0);
    SumTimesGradients gradients = net.newGradients();
    double f = net.gradient(of(x), of(y), of(z), 1, gradients, net.newWorkspace(1));
    return new Evaluation(
        f, gradients.input("x")[0], gradients.input("y")[0], gradients.input("z")[0]);
  }

  /** {@code 3 * (a + b * c)}. */
  static Evaluation scaledSum(double a, double b, double c) {
    ScaledSum net = ScaledSum.initialize(0);
    ScaledSumGradients gradients = net.newGradients();
    double f = net.gradient(of(a), of(b), of(c), 1, gradients, net.newWorkspace(1));
    return new Evaluation(
        f, gradients.input("a")[0], gradients.input("b")[0], gradients.input("c")[0]);
  }

  /** {@code (a + b) * c + (a + b) * d}. */
  static Evaluation sharedSum(double a, double b, double c, double d) {
    SharedSum net = SharedSum.initialize(0);
    SharedSumGradients gradients = net.newGradients();
    double f = net.gradient(of(a), of(b), of(c), of(d), 1, gradients, net.newWorkspace(1));
    return new Evaluation(
        f,
        gradients.input("a")[0],
        gradients.input("b")[0],
        gradients.input("c")[0],
        gradients.input("d")[0]);
  }

  /** {@code max(x, y) * z}. */
  static Evaluation largerTimes(double x, double y, double z) {
    LargerTimes net = LargerTimes.initialize(0);
    LargerTimesGradients gradients = net.newGradients();
    double f = net.gradient(of(x), of(y), of(z), 1, gradients, net.newWorkspace(1));
    return new Evaluation(
        f, gradients.input("x")[0], gradients.input("y")[0], gradients.input("z")[0]);
  }

  private static double[] of(double scalar) {
    return new double[] {scalar};
  }
}
