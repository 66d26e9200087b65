package dev.layerc.samples.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The numbers of the notes, to the digits that they print. */
class WorkedExampleTest {
  private static final Offset<Double> THREE_DIGITS = offset(0.0005);
  private static final Offset<Double> FOUR_DIGITS = offset(0.00005);

  private final TwoThreeOne net = WorkedExample.net();

  @Test
  void forward() {
    WorkedExample.Forward values = WorkedExample.forward(net);
    assertThat(values.z1).containsExactly(new double[] {0.32, 0.04, 0.24}, offset(1e-12));
    assertThat(values.a1).containsExactly(new double[] {0.579, 0.510, 0.560}, THREE_DIGITS);
    assertThat(values.z2).containsExactly(new double[] {0.0957}, FOUR_DIGITS);
    assertThat(values.p).containsExactly(new double[] {0.524}, THREE_DIGITS);
  }

  @Test
  void backward() {
    TwoThreeOneGradients gradients = WorkedExample.backward(net);
    expect(gradients, "dense2.b", THREE_DIGITS, -0.476);
    expect(gradients, "dense2.W", FOUR_DIGITS, -0.2758, -0.2428, -0.2665);
    expect(gradients, "dense1.b", FOUR_DIGITS, -0.0348, 0.0238, -0.0469);
    expect(gradients, "dense1.W", FOUR_DIGITS, -0.0174, -0.0104, 0.0119, 0.0071, -0.0235, -0.0141);
  }

  @Test
  void aStepMovesEachParameterAgainstItsGradient() {
    TwoThreeOneGradients gradients = WorkedExample.backward(net);
    Map<String, double[]> before = new HashMap<>();
    TwoThreeOne.PARAMETERS.forEach(name -> before.put(name, net.parameters().get(name)));
    net.apply(gradients, 1);
    for (String name : TwoThreeOne.PARAMETERS) {
      double[] expected = before.get(name);
      double[] gradient = gradients.get(name);
      for (int i = 0; i < expected.length; i++) {
        expected[i] -= 0.1 * gradient[i];
      }
      assertThat(net.parameters().get(name)).containsExactly(expected, offset(1e-12));
    }
  }

  @Test
  void trainingIsGradientAndApply() {
    TwoThreeOne other = WorkedExample.net();
    other.apply(WorkedExample.backward(other), 1);
    double loss = net.train(WorkedExample.X, WorkedExample.Y, 1);
    assertThat(loss).isCloseTo(-Math.log(0.5239), offset(0.0002));
    for (String name : TwoThreeOne.PARAMETERS) {
      assertThat(net.parameters().get(name))
          .containsExactly(other.parameters().get(name), offset(1e-12));
    }
  }

  @Test
  void theNotesArePrinted() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new PrintNotes(new PrintStream(bytes, true, StandardCharsets.UTF_8)).print();
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("0.3200   0.0400   0.2400", "-0.2758  -0.2428  -0.2665", "p after the step");
  }

  private static void expect(
      TwoThreeOneGradients gradients, String name, Offset<Double> precision, double... values) {
    assertThat(gradients.get(name)).as(name).containsExactly(values, precision);
  }
}
