package dev.layerc.samples.circuits;

/** Prints each graph's value and gradient at one point. */
public final class EvaluateCircuits {
  private EvaluateCircuits() {}

  public static void main(String[] arguments) {
    print("(x + y) * z at (-2, 5, -4)", Circuits.sumTimes(-2, 5, -4));
    print("3 * (a + b * c) at (1, 2, 3)", Circuits.scaledSum(1, 2, 3));
    print("(a + b) * c + (a + b) * d at (1, 2, 3, 4)", Circuits.sharedSum(1, 2, 3, 4));
    print("max(x, y) * z at (2, 7, -3)", Circuits.largerTimes(2, 7, -3));
  }

  private static void print(String graph, Evaluation evaluation) {
    System.out.println(graph + ": " + evaluation);
  }
}
