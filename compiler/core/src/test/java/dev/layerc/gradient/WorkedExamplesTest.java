package dev.layerc.gradient;

import static dev.layerc.equation.Terms.add;
import static dev.layerc.equation.Terms.apply;
import static dev.layerc.equation.Terms.multiply;
import static dev.layerc.equation.Terms.negate;
import static dev.layerc.equation.Terms.number;
import static dev.layerc.equation.Terms.read;
import static dev.layerc.equation.Terms.reduce;
import static dev.layerc.equation.Terms.subtract;
import static dev.layerc.equation.Terms.sum;
import static dev.layerc.equation.Terms.value;
import static dev.layerc.gradient.TestNet.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.layerc.DeriveProgram;
import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Program;
import dev.layerc.equation.Reducer;
import dev.layerc.equation.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gradients that were computed by hand. */
class WorkedExamplesTest {
  private final TestNet net = new TestNet();
  private final Map<Tensor, double[]> given = new LinkedHashMap<>();

  private Tensor given(Tensor tensor, double... values) {
    given.put(tensor, values);
    return tensor;
  }

  private Map<Tensor, double[]> gradients(Program program) {
    DerivedProgram derived = Numerically.check(program, 1, given);
    Map<Tensor, double[]> values = Numerically.run(derived, 1, given);
    Map<Tensor, double[]> gradients = new LinkedHashMap<>();
    derived.gradients().forEach((tensor, adjoint) -> gradients.put(tensor, values.get(adjoint)));
    return gradients;
  }

  private static Expr sigmoid(Expr x) {
    return apply(Operator.SIGMOID, x);
  }

  @Test
  void twoSigmoidLayersWithBinaryCrossEntropy() {
    Index i = index("i", 2);
    Index j = index("j", 3);
    Tensor x = given(net.data("x", 2), 0.5, 0.3);
    Tensor y = given(net.target("y"), 1);
    Tensor w1 = given(net.parameter("W1", 3, 2), 0.2, 0.4, 0.1, 0.3, 0.5, -0.2);
    Tensor b1 = given(net.parameter("b1", 3), 0.1, -0.1, 0.05);
    Tensor w2 = given(net.parameter("W2", 3), 0.3, -0.2, 0.4);
    Tensor b2 = given(net.parameter("b2"), -0.2);
    Expr z1 = add(sum(multiply(read(w1, j, i), read(x, i)), i), read(b1, j));
    Tensor a1 = net.value("a1", List.of(j), sigmoid(z1));
    Expr z2 = add(sum(multiply(read(w2, j), read(a1, j)), j), read(b2, new Index[0]));
    Tensor z = net.value("z", List.of(), z2);
    Expr logit = read(z, new Index[0]);
    net.output(net.value("p", List.of(), sigmoid(logit)));
    Expr bce = subtract(apply(Operator.SOFTPLUS, logit), multiply(read(y, new Index[0]), logit));
    Map<Tensor, double[]> gradients = gradients(net.loss(net.value("l", List.of(), bce)));
    var printed = within(5e-5);
    assertThat(gradients.get(w2))
        .containsExactly(new double[] {-0.2758, -0.2428, -0.2665}, printed);
    assertThat(gradients.get(b2)).containsExactly(new double[] {-0.4761}, printed);
    assertThat(gradients.get(b1)).containsExactly(new double[] {-0.0348, 0.0238, -0.0469}, printed);
    assertThat(gradients.get(w1))
        .containsExactly(
            new double[] {-0.0174, -0.0104, 0.0119, 0.0071, -0.0235, -0.0141}, printed);
  }

  @Test
  void productOfASum() {
    Tensor x = given(net.input("x"), -2);
    Tensor y = given(net.input("y"), 5);
    Tensor z = given(net.input("z"), -4);
    Tensor q = net.value("q", List.of(), add(scalar(x), scalar(y)));
    net.output(net.value("f", List.of(), multiply(scalar(q), scalar(z))));
    Map<Tensor, double[]> gradients = gradients(net.program());
    assertThat(gradients.get(x)).containsExactly(-4);
    assertThat(gradients.get(y)).containsExactly(-4);
    assertThat(gradients.get(z)).containsExactly(3);
  }

  @Test
  void threeTimesASumWithAProduct() {
    Tensor a = given(net.input("a"), 5);
    Tensor b = given(net.input("b"), 3);
    Tensor c = given(net.input("c"), 2);
    Tensor u = net.value("u", List.of(), multiply(scalar(b), scalar(c)));
    Tensor v = net.value("v", List.of(), add(scalar(a), scalar(u)));
    net.output(net.value("J", List.of(), multiply(number(3), scalar(v))));
    Map<Tensor, double[]> gradients = gradients(net.program());
    assertThat(gradients.get(a)).containsExactly(3);
    assertThat(gradients.get(b)).containsExactly(6);
    assertThat(gradients.get(c)).containsExactly(9);
  }

  @Test
  void aSharedNodeAddsItsContributions() {
    Tensor a = given(net.input("a"), 1.5);
    Tensor b = given(net.input("b"), -0.5);
    Tensor c = given(net.input("c"), 2);
    Tensor d = given(net.input("d"), 7);
    Tensor s = net.value("s", List.of(), add(scalar(a), scalar(b)));
    Expr left = multiply(scalar(s), scalar(c));
    Expr right = multiply(scalar(s), scalar(d));
    net.output(net.value("f", List.of(), add(left, right)));
    Map<Tensor, double[]> gradients = gradients(net.program());
    assertThat(gradients.get(a)).containsExactly(9);
    assertThat(gradients.get(b)).containsExactly(9);
    assertThat(gradients.get(c)).containsExactly(1);
    assertThat(gradients.get(d)).containsExactly(1);
  }

  @Test
  void theLargerOperandGetsTheGradient() {
    Tensor x = given(net.input("x"), 1);
    Tensor y = given(net.input("y"), 4);
    Tensor z = given(net.input("z"), -3);
    Expr larger = apply(Operator.MAX, scalar(x), scalar(y));
    net.output(net.value("f", List.of(), multiply(larger, scalar(z))));
    Map<Tensor, double[]> gradients = gradients(net.program());
    assertThat(gradients.get(x)).containsExactly(0);
    assertThat(gradients.get(y)).containsExactly(-3);
    assertThat(gradients.get(z)).containsExactly(4);
  }

  @Test
  void atATieTheSecondOperandGetsTheGradient() {
    Tensor x = given(net.input("x"), 2);
    Tensor y = given(net.input("y"), 2);
    net.output(net.value("f", List.of(), apply(Operator.MAX, scalar(x), scalar(y))));
    DerivedProgram derived = DeriveProgram.of(net.program(), DeriveProgram.Gradients.AS_SPECIFIED);
    Map<Tensor, double[]> values = Numerically.run(derived, 1, given);
    assertThat(values.get(derived.gradients().get(x))).containsExactly(0);
    assertThat(values.get(derived.gradients().get(y))).containsExactly(1);
  }

  @Test
  void softmaxOverTwoClassesIsTheSigmoidOfTheDifference() {
    Index k = index("k", 2);
    Index i = index("i", 2);
    Tensor z = given(net.input("z", 2), 1.3, -0.4);
    Tensor label = given(net.label("label", 2), 1);
    Expr lse = reduce(Reducer.LSE, List.of(k), read(z, k));
    Tensor p = net.value("p", List.of(i), apply(Operator.EXP, subtract(read(z, i), lse)));
    net.output(p);
    Expr picked = read(p, new Expr.Read(label, List.of(value(Index.BATCH))));
    Program program = net.loss(net.value("l", List.of(), negate(apply(Operator.LOG, picked))));
    double sigmoid = 1 / (1 + Math.exp(-1.7));
    assertThat(gradients(program).get(z))
        .containsExactly(new double[] {sigmoid, -sigmoid}, within(1e-12));
  }

  private static Expr scalar(Tensor tensor) {
    return read(tensor, new Index[0]);
  }
}
