package dev.layerc.gradient;

import static dev.layerc.equation.Terms.add;
import static dev.layerc.equation.Terms.apply;
import static dev.layerc.equation.Terms.divide;
import static dev.layerc.equation.Terms.multiply;
import static dev.layerc.equation.Terms.negate;
import static dev.layerc.equation.Terms.number;
import static dev.layerc.equation.Terms.read;
import static dev.layerc.equation.Terms.readElse;
import static dev.layerc.equation.Terms.reduce;
import static dev.layerc.equation.Terms.select;
import static dev.layerc.equation.Terms.subtract;
import static dev.layerc.equation.Terms.sum;
import static dev.layerc.equation.Terms.value;
import static dev.layerc.gradient.TestNet.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.layerc.DeriveProgram;
import dev.layerc.diag.SpecException;
import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Equation;
import dev.layerc.equation.EquationPrinter;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Program;
import dev.layerc.equation.Reducer;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each rule against central differences of the interpreted forward equations. */
class RulesTest {
  private final TestNet net = new TestNet();
  private final Index i = index("i", 4);
  private final Index j = index("j", 3);
  private final Index k = index("k", 2);

  static String backward(DerivedProgram derived) {
    return EquationPrinter.fullNames().print(derived.backward());
  }

  static String forward(DerivedProgram derived) {
    return EquationPrinter.fullNames().print(derived.forward());
  }

  /** The loss {@code sum y * w} with fixed weights that no two elements share. */
  private Program weighted(Tensor y, List<Index> indices) {
    Expr weight = number(0.3);
    double scale = 1;
    for (Index index : indices) {
      weight = add(weight, multiply(number(scale), value(index)));
      scale *= -0.7;
    }
    Index[] all = indices.toArray(new Index[0]);
    Expr weighted = multiply(read(y, all), weight);
    return net.loss(net.value("l", List.of(), all.length == 0 ? weighted : sum(weighted, all)));
  }

  private static Expr times(double factor, Index index) {
    return multiply(value(index), number(factor));
  }

  @Test
  void dense() {
    Tensor x = net.input("x", 4);
    Tensor w = net.parameter("W", 3, 4);
    Tensor b = net.parameter("b", 3);
    Expr product = sum(multiply(read(w, j, i), read(x, i)), i);
    Tensor y = net.value("y", List.of(j), add(product, read(b, j)));
    Tensor h = net.value("h", List.of(j), apply(Operator.MAX, read(y, j), number(0)));
    Tensor t = net.target("t", 3);
    Expr error = subtract(read(h, j), read(t, j));
    Tensor l = net.value("l", List.of(), multiply(number(0.5), sum(multiply(error, error), j)));
    DerivedProgram derived = Numerically.check(net.loss(l));
    assertThat(forward(derived))
        .isEqualTo(
            """
            h[j] = max(sum[i] W[j,i]*x[i] + b[j], 0)
            l = 0.5 * sum[j] (h[j] - t[j])*(h[j] - t[j])
            """);
    assertThat(backward(derived))
        .isEqualTo(
            """
            dy[j] = h[j] > 0 ? h[j] - t[j] : 0
            db[j] = sum[batch] dy[j]
            dW[j,i] = sum[batch] dy[j]*x[i]
            dx[i] = sum[j] dy[j]*W[j,i]
            """);
  }

  @Test
  void theFirstLayersInputGradientIsNotComputed() {
    Tensor x = net.data("x", 4);
    Tensor w = net.parameter("W", 4);
    Tensor y = net.value("y", List.of(), sum(multiply(read(w, i), read(x, i)), i));
    assertThat(backward(Numerically.check(net.loss(y)))).isEqualTo("dW[i] = sum[batch] x[i]\n");
  }

  @Test
  void whatOnlyFrozenParametersNeedIsNotComputed() {
    Tensor x = net.data("x", 4);
    Tensor first = net.parameter("A", 4);
    Tensor frozen = net.parameter("F", true, 4);
    Tensor last = net.parameter("Z", 4);
    Tensor a = net.value("a", List.of(i), multiply(read(frozen, i), read(x, i)));
    Tensor b = net.value("b", List.of(i), multiply(read(first, i), read(a, i)));
    Tensor c =
        net.value("c", List.of(i), apply(Operator.TANH, multiply(read(frozen, i), read(b, i))));
    Tensor y = net.value("y", List.of(), sum(multiply(read(last, i), read(c, i)), i));
    DerivedProgram derived = DeriveProgram.of(net.trained(y), DeriveProgram.Gradients.AS_SPECIFIED);
    assertThat(derived.gradients()).containsOnlyKeys(first, last);
    assertThat(backward(derived))
        .isEqualTo(
            """
            dZ[i] = sum[batch] c[i]
            dA[i] = Z[i]*F[i] * sum[batch] (1 - c[i]*c[i])*a[i]
            """);
  }

  @Test
  void aWinnerOverTheBatchIsRefusedWithItsPlace() {
    Tensor x = net.input("x");
    Expr max = reduce(Reducer.MAX, List.of(Index.BATCH), read(x, new Index[0]));
    Program program = net.loss(net.shared("m", List.of(), max));
    assertThatThrownBy(() -> DeriveProgram.of(program, DeriveProgram.Gradients.AS_SPECIFIED))
        .isInstanceOf(SpecException.class)
        .hasMessage("test.nn:1:1: error: max over the batch has no gradient.");
  }

  @Test
  void binaryCrossEntropyOfAProbability() {
    Tensor z = net.input("z", 3);
    Tensor t = net.target("t", 3);
    Tensor p = net.value("p", List.of(j), apply(Operator.SIGMOID, read(z, j)));
    net.output(p);
    Expr hit = multiply(read(t, j), apply(Operator.LOG, read(p, j)));
    Expr miss = apply(Operator.LOG, subtract(number(1), read(p, j)));
    Expr body = add(hit, multiply(subtract(number(1), read(t, j)), miss));
    Tensor l = net.value("l", List.of(), negate(sum(body, j)));
    assertThat(backward(Numerically.check(net.loss(l)))).isEqualTo("dz[j] = p[j] - t[j]\n");
  }

  @Test
  void softmaxWithCrossEntropy() {
    Tensor z = net.input("z", 4);
    Tensor label = net.label("label", 4);
    Expr lse = reduce(Reducer.LSE, List.of(i), read(z, i));
    Expr picked = read(z, new Expr.Read(label, List.of(value(Index.BATCH))));
    Tensor l = net.value("l", List.of(), subtract(lse, picked));
    Index k4 = index("k", 4);
    Expr lse2 = reduce(Reducer.LSE, List.of(k4), read(z, k4));
    Tensor p = net.value("p", List.of(i), apply(Operator.EXP, subtract(read(z, i), lse2)));
    net.output(p);
    DerivedProgram derived = Numerically.check(net.loss(l));
    assertThat(backward(derived)).isEqualTo("dz[i] = p[i] - (label == i ? 1 : 0)\n");
  }

  @Test
  void crossEntropyOfASequence() {
    Index t = index("t", 3);
    Tensor z = net.input("z", 3, 4);
    Tensor label = net.label("label", 4, 3);
    Expr lse = reduce(Reducer.LSE, List.of(i), read(z, t, i));
    Expr picked = read(z, value(t), read(label, t));
    Tensor l = net.value("l", List.of(), reduce(Reducer.MEAN, List.of(t), subtract(lse, picked)));
    assertThat(backward(Numerically.check(net.loss(l))))
        .isEqualTo(
            """
            dz[t,i] = 0.3333333333333333*(exp(z[t,i] - l_lse[t]) - (label[t] == i ? 1 : 0))
            """);
  }

  @Test
  void logarithmOfASoftmaxNeverTakesALogarithm() {
    Tensor z = net.input("z", 4);
    Tensor label = net.label("label", 4);
    Index k4 = index("k", 4);
    Expr lse = reduce(Reducer.LSE, List.of(k4), read(z, k4));
    Tensor p = net.value("p", List.of(i), apply(Operator.EXP, subtract(read(z, i), lse)));
    net.output(p);
    Expr picked = read(p, new Expr.Read(label, List.of(value(Index.BATCH))));
    Tensor l = net.value("l", List.of(), negate(apply(Operator.LOG, picked)));
    DerivedProgram derived = Numerically.check(net.loss(l));
    assertThat(forward(derived)).doesNotContain("log(");
    assertThat(backward(derived)).isEqualTo("dz[k] = p[k] - (label == k ? 1 : 0)\n");
  }

  @Test
  void softmaxAlone() {
    Tensor x = net.input("x", 4);
    Index k4 = index("k", 4);
    Expr lse = reduce(Reducer.LSE, List.of(k4), read(x, k4));
    Tensor y = net.value("y", List.of(i), apply(Operator.EXP, subtract(read(x, i), lse)));
    assertThat(backward(Numerically.check(weighted(y, List.of(i)))))
        .isEqualTo(
            """
            dy[i] = 0.3 + i
            dy_lse = -sum[i] dy[i]*y[i]
            dx[i] = y[i]*(dy[i] + dy_lse)
            """);
  }

  @Test
  void sigmoidWithBinaryCrossEntropy() {
    Tensor z = net.input("z", 3);
    Tensor t = net.target("t", 3);
    Expr softplus = apply(Operator.SOFTPLUS, read(z, j));
    Expr body = subtract(softplus, multiply(read(t, j), read(z, j)));
    Tensor p = net.value("p", List.of(j), apply(Operator.SIGMOID, read(z, j)));
    net.output(p);
    Tensor l = net.value("l", List.of(), sum(body, j));
    DerivedProgram derived = Numerically.check(net.loss(l));
    assertThat(backward(derived)).isEqualTo("dz[j] = p[j] - t[j]\n");
  }

  @Test
  void transposeAndBroadcast() {
    Tensor x = net.input("x", 4, 3);
    Tensor y = net.value("y", List.of(j, k, i), multiply(read(x, i, j), value(k)));
    Numerically.check(weighted(y, List.of(j, k, i)));
  }

  @Test
  void reductionOverTheBatch() {
    Tensor x = net.input("x", 3);
    Tensor m = net.shared("m", List.of(j), reduce(Reducer.MEAN, List.of(Index.BATCH), read(x, j)));
    Expr centred = subtract(read(x, j), read(m, j));
    Tensor y = net.value("y", List.of(j), multiply(centred, apply(Operator.EXP, read(m, j))));
    Numerically.check(weighted(y, List.of(j)));
  }

  @Test
  void convolutionWithPadding() {
    Index a = index("a", 5);
    Index c = index("c", 2);
    Index o = index("o", 3);
    Tensor x = net.input("x", 2, 5);
    Tensor kernel = net.parameter("K", 3, 2, 3);
    Expr place = subtract(add(value(a), value(j)), number(1));
    Expr product = multiply(read(kernel, o, c, j), readElse(x, 0, value(c), place));
    Tensor y = net.value("y", List.of(o, a), sum(product, c, j));
    DerivedProgram derived = Numerically.check(weighted(y, List.of(o, a)));
    assertThat(backward(derived))
        .isEqualTo(
            """
            dy[o,a] = 0.3 + o - 0.7*a
            dK[o,c,j] = sum[batch, a] dy[o,a]*x[c, a+j-1 else 0]
            dx[c,i] = sum[o, j] dy[o, i+1-j else 0]*K[o,c,j]
            """);
  }

  /** Its gradients are convolutions with a stride: nothing is searched for. */
  @Test
  void transposedConvolution() {
    Index a = index("a", 8);
    Index p = index("p", 4);
    Tensor x = net.input("x", 4);
    Tensor kernel = net.parameter("K", 4);
    Expr number = subtract(add(value(a), number(1)), value(p));
    Expr fits = apply(Operator.EQUAL, apply(Operator.FLOOR_MODULO, number, number(2)), number(0));
    Expr place = apply(Operator.FLOOR_DIVIDE, number, number(2));
    Expr product = multiply(read(kernel, p), readElse(x, 0, place));
    Tensor y = net.value("y", List.of(a), reduce(Reducer.SUM, List.of(p), fits, product));
    DerivedProgram derived = Numerically.check(weighted(y, List.of(a)));
    assertThat(backward(derived))
        .isEqualTo(
            """
            dy[a] = 0.3 + a
            dK[p] = sum[batch, a] dy[2*a+p-1 else 0]*x[a]
            dx[i] = sum[p] dy[2*i+p-1 else 0]*K[p]
            """);
  }

  @Test
  void convolutionWithStrideAndRemainder() {
    for (int stride = 2; stride <= 4; stride++) {
      for (int dilation = 1; dilation <= 2; dilation++) {
        convolution(stride, dilation);
      }
    }
  }

  private static void convolution(int stride, int dilation) {
    RulesTest test = new RulesTest();
    Index a = index("a", (11 + 2 - dilation * 2 - 1) / stride + 1);
    Tensor x = test.net.input("x", 11);
    Tensor kernel = test.net.parameter("K", 3);
    Expr place = subtract(add(times(stride, a), times(dilation, test.j)), number(1));
    Expr product = multiply(read(kernel, test.j), readElse(x, 0, place));
    Tensor y = test.net.value("y", List.of(a), sum(product, test.j));
    Numerically.check(test.weighted(y, List.of(a)));
  }

  @Test
  void whatMeetsAtOnePlaceIsSummedBeforeItIsScattered() {
    Index a = index("a", 4);
    Tensor x = net.input("x", 9);
    Tensor kernel = net.parameter("K", 2, 3);
    Expr place = add(times(2, a), value(j));
    Expr product = multiply(read(kernel, k, j), read(x, place));
    Tensor y = net.value("y", List.of(k, a), sum(product, j));
    assertThat(backward(Numerically.check(weighted(y, List.of(k, a)))))
        .contains(
            """
            dx_terms[j,a] = sum[k] dy[k,a]*K[k,j]
            dx[i] = 0
            dx[2*a+j] += dx_terms[j,a]
            """);
  }

  @Test
  void aScatterIsPrintedAsTheGatherThatItIs() {
    Index a = index("a", 4);
    Index t = index("t", 3);
    Tensor x = net.input("x", 9);
    Tensor words = net.label("words", 5, 3);
    Tensor e = net.parameter("E", 5, 2);
    Tensor kernel = net.parameter("K", 3);
    Tensor y =
        net.value(
            "y",
            List.of(a),
            sum(multiply(read(kernel, j), read(x, add(times(2, a), value(j)))), j));
    Tensor w = net.value("w", List.of(t, k), read(e, read(words, t), value(k)));
    Expr squares = sum(multiply(read(w, t, k), read(w, t, k)), t, k);
    Expr score = add(sum(multiply(read(y, a), read(y, a)), a), squares);
    DerivedProgram derived = Numerically.check(net.loss(net.value("l", List.of(), score)));
    assertThat(scatters(derived, x))
        .isEqualTo(
            """
            dx[2*a+j] += dy[a]*K[j]
            dx[i] = sum[j where (i-j)%2 == 0] dy[(i-j)/2 else 0]*K[j]
            """);
    assertThat(scatters(derived, e))
        .isEqualTo(
            """
            dE[words[t], k] += 2*w[t,k]
            dE[i,k] = sum[batch, t where words[t] == i] 2*w[t,k]
            """);
  }

  /** The scatter to the adjoint of {@code tensor}, and the gather for it; both do the same. */
  private static String scatters(DerivedProgram derived, Tensor tensor) {
    Tensor adjoint = derived.gradients().get(tensor);
    List<Equation> equations =
        derived.backward().stream()
            .flatMap(step -> step.equations().stream())
            .filter(equation -> equation.target().equals(adjoint))
            .toList();
    Equation scatter = equations.get(1);
    Equation gather = GatherForm.of(scatter, equations.get(0).indices());
    List<Step> steps = new ArrayList<>(derived.backward());
    steps.remove(equations.get(0));
    steps.set(steps.indexOf(scatter), gather);
    Program program = derived.source();
    DerivedProgram other =
        new DerivedProgram(
            program, derived.inference(), derived.forward(), steps, derived.gradients());
    Numerically.check(program, other, 3, Numerically.random(program, 3, new Random(2)));
    return EquationPrinter.fullNames().print(List.of(scatter, gather));
  }

  @Test
  void poolingWithStrideBelowAndAboveTheWindow() {
    for (Reducer reducer : List.of(Reducer.MAX, Reducer.MIN, Reducer.MEAN)) {
      for (int stride = 1; stride <= 4; stride++) {
        pooling(reducer, stride);
      }
    }
  }

  private static void pooling(Reducer reducer, int stride) {
    RulesTest test = new RulesTest();
    Index a = index("a", (9 - 3) / stride + 1);
    Index b = index("b", (7 - 2) / stride + 1);
    Tensor x = test.net.input("x", 9, 7);
    Expr body = read(x, add(times(stride, a), value(test.j)), add(times(stride, b), value(test.k)));
    Tensor y = test.net.value("y", List.of(a, b), reduce(reducer, List.of(test.j, test.k), body));
    Numerically.check(test.weighted(y, List.of(a, b)));
  }

  @Test
  void theFirstOfEqualWinnersGetsTheGradient() {
    Tensor x = net.input("x", 4);
    Tensor y = net.value("y", List.of(), reduce(Reducer.MAX, List.of(i), read(x, i)));
    DerivedProgram derived = DeriveProgram.of(net.loss(y), DeriveProgram.Gradients.AS_SPECIFIED);
    java.util.Map<Tensor, double[]> values =
        Numerically.run(derived, 1, java.util.Map.of(x, new double[] {1, 3, 3, 2}));
    assertThat(values.get(derived.gradients().get(x))).containsExactly(0, 1, 0, 0);
  }

  @Test
  void aWindowThatOverlapsNoneAsksAtEachPlaceWhetherItWon() {
    assertThat(backwardOfMaximum(2))
        .isEqualTo(
            """
            dy[i] = 0.3 + i
            dx[j] = y_argmax[j/2] == j%2 ? dy[j/2] : 0
            """);
  }

  @Test
  void aWindowThatOverlapsOthersSendsTheGradientToItsWinner() {
    assertThat(backwardOfMaximum(1))
        .isEqualTo(
            """
            dx[j] = 0
            dx[i+y_argmax[i]] += 0.3 + i
            """);
  }

  private String backwardOfMaximum(int stride) {
    Tensor x = net.input("x", 3 * stride + 2);
    Expr max = reduce(Reducer.MAX, List.of(k), read(x, add(times(stride, i), value(k))));
    Tensor y = net.value("y", List.of(i), max);
    return backward(Numerically.check(weighted(y, List.of(i))));
  }

  @Test
  void maximumUnderACondition() {
    Tensor x = net.input("x", 4, 4);
    Index u = index("u", 4);
    Expr within = apply(Operator.LESS, value(u), value(i));
    Expr body = multiply(read(x, i, u), read(x, u, i));
    Expr max = new Expr.Reduce(Reducer.MAX, List.of(u), java.util.Optional.of(within), body);
    Expr first = apply(Operator.EQUAL, value(i), number(0));
    Tensor y = net.value("y", List.of(i), select(first, number(0), max));
    Numerically.check(weighted(y, List.of(i)));
  }

  @Test
  void products() {
    Tensor x = net.input("x", 3, 4);
    Tensor y = net.value("y", List.of(), reduce(Reducer.PROD, List.of(j, i), read(x, j, i)));
    Program program = net.loss(y);
    Numerically.check(program);
    double[] values = new Random(3).doubles(12).toArray();
    values[4] = 0;
    Numerically.check(program, 1, java.util.Map.of(x, values.clone()));
    values[7] = 0;
    Numerically.check(program, 1, java.util.Map.of(x, values.clone()));
  }

  @Test
  void productUnderACondition() {
    Tensor x = net.input("x", 4);
    Expr within = apply(Operator.NOT_EQUAL, value(i), number(1));
    Expr product =
        new Expr.Reduce(Reducer.PROD, List.of(i), java.util.Optional.of(within), read(x, i));
    Numerically.check(net.loss(net.value("y", List.of(), product)));
  }

  @Test
  void repeatedAndConstantIndices() {
    Tensor x = net.input("x", 3, 3);
    Expr diagonal = read(x, j, j);
    Expr corner = read(x, number(2), value(j));
    Tensor y = net.value("y", List.of(j), multiply(diagonal, corner));
    Numerically.check(weighted(y, List.of(j)));
  }

  @Test
  void embedding() {
    Index t = index("t", 3);
    Tensor words = net.label("words", 5, 3);
    Tensor e = net.parameter("E", 5, 2);
    Tensor y = net.value("y", List.of(t, k), read(e, read(words, t), value(k)));
    DerivedProgram derived = Numerically.check(weighted(y, List.of(t, k)));
    assertThat(backward(derived))
        .isEqualTo(
            """
            dE[i,k] = 0
            dE[words[t], k] += 0.3 + t - 0.7*k
            """);
  }

  @Test
  void concatenationAndFlattening() {
    Index n = index("n", 12);
    Tensor x = net.input("x", 3, 4);
    Tensor z = net.input("z", 5);
    Expr rest = apply(Operator.FLOOR_DIVIDE, value(n), number(4));
    Expr low = apply(Operator.FLOOR_MODULO, value(n), number(4));
    Tensor flat = net.value("flat", List.of(n), read(x, rest, low));
    Index m = index("m", 17);
    Expr isFirst = apply(Operator.LESS, value(m), number(12));
    Expr joined = select(isFirst, read(flat, m), read(z, subtract(value(m), number(12))));
    Tensor y = net.value("y", List.of(m), joined);
    Index t = index("t", 3);
    Tensor back = net.value("back", List.of(t, i), read(y, add(times(4, t), value(i))));
    DerivedProgram derived = Numerically.check(weighted(back, List.of(t, i)));
    assertThat(backward(derived))
        .isEqualTo(
            """
            dback[t,i] = 0.3 + t - 0.7*i
            dy[m] = dback[m/4, m%4 else 0]
            dz[i] = dy[i+12]
            dflat[n] = dy[n]
            dx[i,i2] = dflat[4*i+i2]
            """);
  }

  @Test
  void causalAttention() {
    Index t = index("t", 4);
    Index u = index("u", 4);
    Index r = index("r", 4);
    Tensor q = net.input("q", 4, 2);
    Tensor p = net.input("p", 4, 2);
    Tensor v = net.input("v", 4, 2);
    Expr scale = apply(Operator.SQRT, number(2));
    Expr product = divide(multiply(read(q, t, k), read(p, u, k)), scale);
    Tensor s = net.value("s", List.of(t, u), sum(product, k));
    Expr lse =
        new Expr.Reduce(
            Reducer.LSE,
            List.of(r),
            java.util.Optional.of(apply(Operator.LESS_OR_EQUAL, value(r), value(t))),
            read(s, t, r));
    Expr causal = apply(Operator.LESS_OR_EQUAL, value(u), value(t));
    Expr weight = apply(Operator.EXP, subtract(read(s, t, u), lse));
    Tensor w = net.value("w", List.of(t, u), select(causal, weight, number(0)));
    Expr weightedValue = multiply(read(w, t, u), read(v, u, k));
    Tensor y =
        net.value(
            "y",
            List.of(t, k),
            new Expr.Reduce(Reducer.SUM, List.of(u), java.util.Optional.of(causal), weightedValue));
    DerivedProgram derived = Numerically.check(weighted(y, List.of(t, k)));
    assertThat(forward(derived) + backward(derived))
        .isEqualTo(
            """
            s[t,u] = 0.7071067811865475 * sum[k] q[t,k]*p[u,k]
            w_lse[t] = lse[r where r <= t] s[t,r]
            w[t,u] = u <= t ? exp(s[t,u] - w_lse[t]) : 0
            y[t,k] = sum[u where u <= t] w[t,u]*v[u,k]
            l = sum[t, k] y[t,k]*(0.3 + t - 0.7*k)
            dy[t,k] = 0.3 + t - 0.7*k
            dv[u,k] = sum[t where u <= t] dy[t,k]*w[t,u]
            dw[t,u] = u <= t ? sum[k] dy[t,k]*v[u,k] : 0
            dw_lse[t] = -sum[u where u <= t] dw[t,u]*w[t,u]
            ds_sum[t,u] = u <= t ? 0.7071067811865475*(w[t,u]*(dw[t,u] + dw_lse[t])) : 0
            dq[t,k] = sum[u where u <= t] ds_sum[t,u]*p[u,k]
            dp[u,k] = sum[t where u <= t] ds_sum[t,u]*q[t,k]
            """);
  }

  @Test
  void batchNormalisation() {
    Index c = index("c", 2);
    Tensor x = net.input("x", 2, 3);
    Tensor g = net.parameter("g", 2);
    Tensor b = net.parameter("b", 2);
    List<Index> over = List.of(Index.BATCH, j);
    Tensor m = net.shared("m", List.of(c), reduce(Reducer.MEAN, over, read(x, c, j)));
    Tensor d = net.value("d", List.of(c, j), subtract(read(x, c, j), read(m, c)));
    Expr squared = apply(Operator.POWER, read(d, c, j), number(2));
    Tensor v = net.shared("v", List.of(c), reduce(Reducer.MEAN, over, squared));
    Expr deviation = apply(Operator.SQRT, add(read(v, c), number(1e-5)));
    Expr y = add(read(b, c), multiply(read(g, c), divide(read(d, c, j), deviation)));
    Tensor out = net.value("y", List.of(c, j), y);
    Tensor l =
        net.value(
            "l", List.of(), sum(apply(Operator.SIN, multiply(read(out, c, j), value(j))), c, j));
    DerivedProgram derived = Numerically.check(net.loss(l));
    assertThat(forward(derived) + backward(derived))
        .isEqualTo(
            """
            m[c] = (sum[batch, j] x[c,j]) / (3*size(batch))
            d[c,j] = x[c,j] - m[c]
            y_sqrt[c] = sqrt((sum[batch, j] d[c,j]*d[c,j]) / (3*size(batch)) + 1e-5)
            y_quotient[c,j] = d[c,j] / y_sqrt[c]
            y[c,j] = b[c] + g[c]*y_quotient[c,j]
            l = sum[c, j] sin(y[c,j]*j)
            dy[c,j] = cos(y[c,j]*j)*j
            dg[c] = sum[batch, j] dy[c,j]*y_quotient[c,j]
            db[c] = sum[batch, j] dy[c,j]
            dy_quotient[c,j] = dy[c,j]*g[c]
            dv_sum[c] = -((sum[batch, j] dy_quotient[c,j]*y_quotient[c,j]) / y_sqrt[c] * (0.5 / y_sqrt[c]) * (1 / (3*size(batch))))
            dd_quotient[c] = 1 / y_sqrt[c]
            dm_sum[c] = -((dd_quotient[c] * sum[batch, j] dy_quotient[c,j])*(1 / (3*size(batch))))
            dx[c,j] = dy_quotient[c,j]*dd_quotient[c] + 2*(dv_sum[c]*d[c,j]) + dm_sum[c]
            """);
  }

  @Test
  void layerNormalisation() {
    Index d = index("d", 4);
    Tensor x = net.input("x", 3, 4);
    Tensor g = net.parameter("g", 4);
    Tensor b = net.parameter("b", 4);
    Expr mean = reduce(Reducer.MEAN, List.of(i), read(x, j, i));
    Tensor c = net.value("c", List.of(j, d), subtract(read(x, j, d), mean));
    Expr squared = apply(Operator.POWER, read(c, j, i), number(2));
    Tensor v = net.value("v", List.of(j), reduce(Reducer.MEAN, List.of(i), squared));
    Expr deviation = apply(Operator.SQRT, add(read(v, j), number(1e-5)));
    Expr scaled = divide(multiply(read(g, d), read(c, j, d)), deviation);
    Tensor y = net.value("y", List.of(j, d), add(scaled, read(b, d)));
    DerivedProgram derived = Numerically.check(weighted(y, List.of(j, d)));
    assertThat(forward(derived) + backward(derived))
        .isEqualTo(
            """
            c_sum[j] = sum[i] x[j,i]
            c[j,d] = x[j,d] - c_sum[j] / 4
            y_sqrt[j] = sqrt((sum[i] c[j,i]*c[j,i]) / 4 + 1e-5)
            y_quotient[j,d] = g[d]*c[j,d] / y_sqrt[j]
            l = sum[j, d] (y_quotient[j,d] + b[d])*(0.3 + j - 0.7*d)
            dy[j,d] = 0.3 + j - 0.7*d
            db[d] = sum[batch, j] dy[j,d]
            dg_quotient[j] = 1 / y_sqrt[j]
            dg[d] = sum[batch, j] dy[j,d]*dg_quotient[j]*c[j,d]
            dv_sum[j] = -(0.25*((sum[d] dy[j,d]*y_quotient[j,d]) / y_sqrt[j] * (0.5 / y_sqrt[j])))
            dc_sum[j] = -(0.25*(dg_quotient[j] * sum[d] dy[j,d]*g[d]))
            dx[j,d] = dy[j,d]*dg_quotient[j]*g[d] + 2*(dv_sum[j]*c[j,d]) + dc_sum[j]
            """);
  }

  @Test
  void recurrencesInBothDirections() {
    assertThat(forward(recurrent(false)) + backward(recurrent(false)))
        .isEqualTo(
            """
            a_sum[t,q,u] = sum[d] W[q,u,d]*x[t,d]
            // t = 0 .. 4
              a[t,q,u] = a_sum[t,q,u] + sum[n] U[q,u,n]*h[t-1, n else 0] + b[q,u]
              c_sigmoid[t,u] = sigmoid(a[t,0,u])
              c_tanh[t,u] = tanh(a[t,2,u])
              c_sigmoid2[t,u] = sigmoid(a[t,1,u])
              c[t,u] = c_sigmoid[t,u]*c_tanh[t,u] + c_sigmoid2[t,u]*c[t-1, u else 0]
              h_sigmoid[t,u] = sigmoid(a[t,3,u])
              h_tanh[t,u] = tanh(c[t,u])
              h[t,u] = h_sigmoid[t,u]*h_tanh[t,u]
            l = sum[t, u] V[u]*h[t,u]*(t + 0.5)
            dV[u] = sum[batch, t] (t + 0.5)*h[t,u]
            // t = 4 down to 0
              dh[t,u] = (t + 0.5)*V[u] + sum[q, u2] da[t+1, q, u2 else 0]*U[q,u2,u]
              dc[t,u] = dh[t,u]*h_sigmoid[t,u]*(1 - h_tanh[t,u]*h_tanh[t,u]) + dc[t+1, u else 0]*c_sigmoid2[t+1, u else 0]
              da[t,q,u] = q == 0 ? dc[t,u]*c_tanh[t,u]*(c_sigmoid[t,u]*(1 - c_sigmoid[t,u])) : q == 1 ? dc[t,u]*c[t-1, u else 0]*(c_sigmoid2[t,u]*(1 - c_sigmoid2[t,u])) : q == 2 ? dc[t,u]*c_sigmoid[t,u]*(1 - c_tanh[t,u]*c_tanh[t,u]) : q == 3 ? dh[t,u]*h_tanh[t,u]*(h_sigmoid[t,u]*(1 - h_sigmoid[t,u])) : 0
            dU[q,u,n] = sum[batch, t] da[t,q,u]*h[t-1, n else 0]
            db[q,u] = sum[batch, t] da[t,q,u]
            dW[q,u,d] = sum[batch, t] da[t,q,u]*x[t,d]
            dx[t,d] = sum[q, u] da[t,q,u]*W[q,u,d]
            """);
    recurrent(true);
  }

  /** A small LSTM of five time steps. */
  private static DerivedProgram recurrent(boolean descending) {
    TestNet net = new TestNet();
    Index t = index("t", 5);
    Index q = index("q", 4);
    Index u = index("u", 2);
    Index n = index("n", 2);
    Index d = index("d", 3);
    Tensor x = net.input("x", 5, 3);
    Tensor w = net.parameter("W", 4, 2, 3);
    Tensor r = net.parameter("U", 4, 2, 2);
    Tensor b = net.parameter("b", 4, 2);
    Tensor a = TestNet.tensor("a", List.of(t, q, u), true);
    Tensor c = TestNet.tensor("c", List.of(t, u), true);
    Tensor h = TestNet.tensor("h", List.of(t, u), true);
    Expr before = descending ? add(value(t), number(1)) : subtract(value(t), number(1));
    Expr input = sum(multiply(read(w, q, u, d), read(x, t, d)), d);
    Expr state = sum(multiply(read(r, q, u, n), readElse(h, 0, before, value(n))), n);
    Expr gates = add(add(input, state), read(b, q, u));
    Expr kept =
        multiply(
            apply(Operator.SIGMOID, read(a, value(t), number(1), value(u))),
            readElse(c, 0, before, value(u)));
    Expr fresh =
        multiply(
            apply(Operator.SIGMOID, read(a, value(t), number(0), value(u))),
            apply(Operator.TANH, read(a, value(t), number(2), value(u))));
    Expr out =
        multiply(
            apply(Operator.SIGMOID, read(a, value(t), number(3), value(u))),
            apply(Operator.TANH, read(c, t, u)));
    net.recurrence(
        t,
        descending,
        TestNet.equation(a, List.of(t, q, u), gates),
        TestNet.equation(c, List.of(t, u), add(fresh, kept)),
        TestNet.equation(h, List.of(t, u), out));
    Tensor v = net.parameter("V", 2);
    Expr score = multiply(multiply(read(v, u), read(h, t, u)), add(value(t), number(0.5)));
    return Numerically.check(net.loss(net.value("l", List.of(), sum(score, t, u))));
  }

  @Test
  void everyScalarFunction() {
    for (Operator operator : Operator.values()) {
      if (ScalarDerivatives.standard().isDifferentiable(operator)) {
        function(operator);
      }
    }
  }

  private static void function(Operator operator) {
    RulesTest test = new RulesTest();
    Tensor x = test.net.input("x", 4);
    Tensor z = test.net.input("z", 4);
    Expr positive = add(multiply(read(x, test.i), read(x, test.i)), number(0.2));
    Expr applied =
        operator.arity() == 1
            ? apply(operator, positive)
            : apply(operator, positive, read(z, test.i));
    Expr used = multiply(applied, add(applied, read(x, test.i)));
    Numerically.check(test.weighted(test.net.value("y", List.of(test.i), used), List.of(test.i)));
  }

  @Test
  void aPlantedWrongDerivativeIsCaught() {
    Tensor x = net.input("x", 4);
    Tensor y = net.value("y", List.of(i), apply(Operator.TANH, read(x, i)));
    Program program = weighted(y, List.of(i));
    ScalarDerivatives wrong =
        ScalarDerivatives.standard().with(Operator.TANH, (operands, result) -> result);
    DerivedProgram derived = DeriveProgram.of(program, DeriveProgram.Gradients.ALL, wrong);
    assertThatThrownBy(
            () ->
                Numerically.check(
                    program, derived, 3, Numerically.random(program, 3, new Random(1))))
        .isInstanceOf(AssertionError.class);
  }
}
