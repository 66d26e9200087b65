package dev.layerc.samples.notes;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints the worked example line by line, as a lecture's notes do, and one step of descent. */
public final class PrintNotes {
  private final PrintStream out;

  PrintNotes(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) {
    new PrintNotes(System.out).print();
  }

  void print() {
    TwoThreeOne net = WorkedExample.net();
    printForward(WorkedExample.forward(net));
    TwoThreeOneGradients gradients = WorkedExample.backward(net);
    printBackward(gradients);
    printStep(net, gradients);
  }

  private void printForward(WorkedExample.Forward values) {
    out.println("Forward, x = (0.5, 0.3), y = 1");
    line("z1 = W1 x + b1", values.z1);
    line("a1 = sigmoid(z1)", values.a1);
    line("z2 = W2 a1 + b2", values.z2);
    line("p  = sigmoid(z2)", values.p);
  }

  private void printBackward(TwoThreeOneGradients gradients) {
    out.println("Backward, loss = -log(p)");
    line("db2 = d2 = p - y", gradients.get("dense2.b"));
    line("dW2 = d2 a1'", gradients.get("dense2.W"));
    line("db1 = d1 = W2' d2 * a1 (1 - a1)", gradients.get("dense1.b"));
    line("dW1 = d1 x'", gradients.get("dense1.W"));
  }

  private void printStep(TwoThreeOne net, TwoThreeOneGradients gradients) {
    net.apply(gradients, 1);
    out.println(
        "One step of gradient descent, rate 0.1: each parameter minus 0.1 times its gradient");
    for (String name : TwoThreeOne.PARAMETERS) {
      line(name, net.parameters().get(name));
    }
    line("p after the step", WorkedExample.forward(net).p);
  }

  private void line(String what, double[] values) {
    String numbers =
        Arrays.stream(values)
            .mapToObj(v -> String.format(Locale.ROOT, "%8.4f", v))
            .collect(Collectors.joining(" "));
    out.printf(Locale.ROOT, "  %-32s %s%n", what, numbers);
  }
}
