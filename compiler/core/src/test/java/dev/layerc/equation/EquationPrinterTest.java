package dev.layerc.equation;

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
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EquationPrinterTest {
  private static final Index BATCH = Index.BATCH;
  private final Index i = new Index("i", 3);
  private final Index j = new Index("j", 3);
  private final Index o = new Index("o", 4);
  private final Index k = new Index("k", 2);
  private final Tensor w = parameter("dense1.W", 4, 3);
  private final Tensor b = parameter("dense1.b", 4);
  private final Tensor x = sample("x", 3);
  private final Tensor y = sample("dense1.y", 4);
  private final Tensor s = sample("s");

  private static Tensor parameter(String name, Integer... shape) {
    return new Tensor(name, Role.PARAMETER, ElementType.REAL, List.of(shape), false);
  }

  private static Tensor sample(String name, Integer... shape) {
    return new Tensor(name, Role.VALUE, ElementType.REAL, List.of(shape), true);
  }

  private static Tensor whole(String name, int limit, Integer... shape) {
    return new Tensor(name, Role.INPUT, ElementType.whole(limit), List.of(shape), true);
  }

  private static String print(Equation equation) {
    return EquationPrinter.shortNames().print(equation);
  }

  private static String print(Expr expr) {
    return EquationPrinter.print(expr);
  }

  @Test
  void denseForwardsAndBackwards() {
    Expr product = sum(multiply(read(w, o, i), read(x, i)), i);
    Equation forward = Equation.gather(y, List.of(BATCH, o), add(product, read(b, o)), null);
    assertThat(print(forward)).isEqualTo("y[o] = sum[i] W[o,i]*x[i] + b[o]");
    assertThat(EquationPrinter.fullNames().print(forward))
        .isEqualTo("dense1.y[o] = sum[i] dense1.W[o,i]*x[i] + dense1.b[o]");

    Tensor dw = parameter("dense1.dW", 4, 3);
    Tensor dy = sample("dense1.dy", 4);
    Equation backward =
        Equation.gather(dw, List.of(o, i), sum(multiply(read(dy, o), read(x, i)), BATCH), null);
    assertThat(print(backward)).isEqualTo("dW[o,i] = sum[batch] dy[o]*x[i]");
    assertThat(EquationPrinter.named(t -> "v" + t.rank()).print(backward))
        .isEqualTo("v2[o,i] = sum[batch] v2[o]*v2[i]");
  }

  @Test
  void convolutionBackwards() {
    Index a = new Index("a", 6);
    Tensor dx = sample("dx", 6);
    Tensor dy = sample("dy", 3);
    Tensor kernel = parameter("K", 2);
    Expr shifted = subtract(add(value(a), number(1)), value(k));
    Expr divisible =
        apply(Operator.EQUAL, apply(Operator.FLOOR_MODULO, shifted, number(2)), number(0));
    Expr body =
        multiply(
            readElse(dy, 0, apply(Operator.FLOOR_DIVIDE, shifted, number(2))), read(kernel, k));
    Equation equation =
        Equation.gather(
            dx, List.of(BATCH, a), reduce(Reducer.SUM, List.of(k), divisible, body), null);
    assertThat(print(equation))
        .isEqualTo("dx[a] = sum[k where (a+1-k)%2 == 0] dy[(a+1-k)/2 else 0]*K[k]");
  }

  @Test
  void aRangeIsWrittenWhereNoAxisStatesIt() {
    Expr pooled =
        reduce(Reducer.MAX, List.of(k), read(x, add(multiply(value(i), number(2)), value(k))));
    assertThat(print(pooled)).isEqualTo("max[k < 2] x[i*2+k]");
    // An axis that is longer than the index does not state the range either.
    assertThat(print(reduce(Reducer.MAX, List.of(k), read(x, k)))).isEqualTo("max[k < 2] x[k]");
  }

  @Test
  void scatters() {
    Index t = new Index("t", 5);
    Index d = new Index("d", 3);
    Tensor words = whole("x", 7, 5);
    Tensor de = parameter("dE", 7, 3);
    Tensor dy = sample("dy", 5, 3);
    Equation scatter =
        new Equation(
            de,
            List.of(BATCH, t, d),
            List.of(read(words, t), value(d)),
            Optional.of(apply(Operator.LESS, value(t), number(4))),
            read(dy, t, d),
            true,
            null);
    assertThat(print(scatter)).isEqualTo("dE[x[t], d] += dy[t,d] where t < 4");
  }

  @Test
  void softmaxAndCrossEntropy() {
    Tensor z = sample("z", 4);
    Tensor label = whole("label", 4);
    Index r = new Index("r", 4);
    Expr lse = reduce(Reducer.LSE, List.of(r), read(z, r));
    assertThat(print(apply(Operator.EXP, subtract(read(z, o), lse))))
        .isEqualTo("exp(z[o] - lse[r] z[r])");
    assertThat(print(subtract(lse, read(z, read(label, new Expr[0])))))
        .isEqualTo("lse[r] z[r] - z[label]");
    Expr hit = apply(Operator.EQUAL, read(label, new Expr[0]), value(o));
    assertThat(print(subtract(read(z, o), select(hit, number(1), number(0)))))
        .isEqualTo("z[o] - (label == o ? 1 : 0)");
  }

  @Test
  void bracketsFollowThePrecedence() {
    Expr p = read(s, new Expr[0]);
    Expr total = sum(read(x, i), i);
    assertThat(print(multiply(total, p))).isEqualTo("(sum[i] x[i])*s");
    assertThat(print(multiply(p, total))).isEqualTo("s * sum[i] x[i]");
    assertThat(print(multiply(multiply(p, total), p))).isEqualTo("(s * sum[i] x[i])*s");
    assertThat(print(subtract(multiply(p, total), p))).isEqualTo("s * sum[i] x[i] - s");
    assertThat(print(sum(add(read(x, i), p), i))).isEqualTo("sum[i] (x[i] + s)");
    assertThat(print(subtract(p, subtract(p, p)))).isEqualTo("s - (s - s)");
    assertThat(print(subtract(subtract(p, p), p))).isEqualTo("s - s - s");
    assertThat(print(divide(p, multiply(p, p)))).isEqualTo("s / (s*s)");
    assertThat(print(multiply(divide(p, p), p))).isEqualTo("s / s * s");
    assertThat(print(negate(negate(p)))).isEqualTo("-(-s)");
    assertThat(print(negate(add(p, p)))).isEqualTo("-(s + s)");
    assertThat(print(multiply(negate(total), p))).isEqualTo("(-sum[i] x[i])*s");
    assertThat(print(add(p, negate(p)))).isEqualTo("s + (-s)");
  }

  @Test
  void powersAndConditions() {
    Expr p = read(s, new Expr[0]);
    assertThat(print(apply(Operator.POWER, p, number(2)))).isEqualTo("s^2");
    assertThat(print(apply(Operator.POWER, negate(p), number(2)))).isEqualTo("(-s)^2");
    assertThat(print(negate(apply(Operator.POWER, p, number(-2))))).isEqualTo("-s^(-2)");
    assertThat(print(apply(Operator.POWER, apply(Operator.POWER, p, p), p))).isEqualTo("(s^s)^s");
    assertThat(print(apply(Operator.POWER, p, apply(Operator.POWER, p, p)))).isEqualTo("s^s^s");
    Expr less = apply(Operator.LESS, p, number(0));
    Expr both = apply(Operator.AND, less, new Expr.Training());
    assertThat(print(apply(Operator.NOT, less))).isEqualTo("!(s < 0)");
    assertThat(print(apply(Operator.OR, both, less))).isEqualTo("s < 0 && training || s < 0");
    assertThat(print(apply(Operator.AND, apply(Operator.OR, less, less), less)))
        .isEqualTo("(s < 0 || s < 0) && s < 0");
    assertThat(print(select(less, p, select(both, p, p))))
        .isEqualTo("s < 0 ? s : s < 0 && training ? s : s");
    assertThat(print(add(select(less, p, p), p))).isEqualTo("(s < 0 ? s : s) + s");
    assertThat(print(apply(Operator.EQUAL, less, less))).isEqualTo("(s < 0) == (s < 0)");
  }

  @Test
  void wholeArithmeticIsSetTight() {
    Expr packed = add(multiply(value(k), number(2)), value(i));
    Tensor winner = whole("w", 4, 3);
    assertThat(print(apply(Operator.EQUAL, readElse(winner, -1, value(i)), packed)))
        .isEqualTo("w[i else -1] == k*2+i");
    assertThat(print(multiply(apply(Operator.FLOOR_DIVIDE, value(i), number(2)), number(0.5))))
        .isEqualTo("floor(i / 2)*0.5");
  }

  @Test
  void functionsAndDraws() {
    assertThat(print(apply(Operator.MAX, read(s, new Expr[0]), number(0)))).isEqualTo("max(s, 0)");
    assertThat(print(apply(Operator.STOP, read(s, new Expr[0])))).isEqualTo("stop(s)");
    assertThat(print(new Expr.RandomDraw(3, List.of(-1, 3), List.of(value(BATCH), value(i)))))
        .isEqualTo("random[i]");
    assertThat(print(readElse(x, Double.NEGATIVE_INFINITY, value(i)))).isEqualTo("x[i else -inf]");
  }

  @Test
  void namesThatWouldClashStayLong() {
    Tensor other = sample("dense2.y", 4);
    Equation equation = Equation.gather(other, List.of(BATCH, o), read(y, o), null);
    assertThat(print(equation)).isEqualTo("dense2.y[o] = dense1.y[o]");
    Tensor scaled = sample("scale1.o", 4);
    assertThat(print(Equation.gather(scaled, List.of(BATCH, o), read(y, o), null)))
        .isEqualTo("scale1.o[o] = y[o]");
  }

  @Test
  void nextValuesOfStates() {
    Tensor mean = new Tensor("bn.rm", Role.STATE, ElementType.REAL, List.of(3), false);
    Tensor next = new Tensor("bn.rm.next", Role.VALUE, ElementType.REAL, List.of(3), false);
    Expr half = multiply(number(0.5), read(mean, i));
    assertThat(print(Equation.gather(next, List.of(i), half, null)))
        .isEqualTo("next rm[i] = 0.5*rm[i]");
  }

  @Test
  void recurrences() {
    Index t = new Index("t", 5);
    Tensor h = sample("h", 5);
    Equation cell =
        Equation.gather(h, List.of(BATCH, t), readElse(h, 0, add(value(t), number(1))), null);
    assertThat(EquationPrinter.shortNames().print(new Recurrence(t, true, List.of(cell))))
        .isEqualTo("// t = 4 down to 0\n  h[t] = h[t+1 else 0]");
  }

  @Test
  void numbers() {
    assertThat(NumberText.of(1)).isEqualTo("1");
    assertThat(NumberText.of(1e-5)).isEqualTo("1e-5");
    assertThat(NumberText.of(0.001)).isEqualTo("0.001");
    assertThat(NumberText.of(-0.044715)).isEqualTo("-0.044715");
    assertThat(NumberText.of(1e20)).isEqualTo("1e20");
    assertThat(NumberText.of(50000)).isEqualTo("50000");
    assertThat(NumberText.of(1.5e-8)).isEqualTo("1.5e-8");
    assertThat(NumberText.of(Double.MIN_VALUE)).isEqualTo("4.9e-324");
    assertThat(NumberText.of(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
    for (double value : new double[] {Math.PI, 1e-300, 123456789.125, 100000, 1 / 3.0}) {
      assertThat(Double.parseDouble(NumberText.of(value))).isEqualTo(value);
    }
    assertThat(j.toString()).isEqualTo("j");
  }
}
