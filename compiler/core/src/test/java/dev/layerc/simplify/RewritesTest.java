package dev.layerc.simplify;

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
import static org.assertj.core.api.Assertions.within;

import dev.layerc.equation.Equation;
import dev.layerc.equation.EquationPrinter;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Interpreter;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Program;
import dev.layerc.equation.Recurrence;
import dev.layerc.equation.Reducer;
import dev.layerc.equation.Step;
import dev.layerc.equation.Tensor;
import dev.layerc.gradient.TestNet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each rewrite's text, and that both sides of it have the same value. */
class RewritesTest {
  private static final int BATCH = 2;

  private final TestNet net = new TestNet();
  private final Index i = index("i", 3);
  private final Index j = index("j", 3);
  private final Index k = index("k", 3);
  private final Tensor x = net.input("x", 3);
  private final Tensor m = net.input("M", 3, 3);

  /** The text after the rewrite, {@code kept} being what it computes. */
  private String after(Rewrite rewrite, Tensor... kept) {
    Program program = net.program();
    return after(rewrite, program.steps(), kept);
  }

  private String after(Rewrite rewrite, List<Step> steps, Tensor... kept) {
    Draft before = new Draft(net.program(), steps, Set.of(kept));
    Draft after = rewrite.apply(before);
    Map<Tensor, double[]> wanted = run(before);
    Map<Tensor, double[]> found = run(after);
    for (Tensor tensor : kept) {
      assertThat(found.get(tensor)).containsExactly(wanted.get(tensor), within(1e-12));
    }
    return EquationPrinter.fullNames().print(after.steps());
  }

  private Map<Tensor, double[]> run(Draft draft) {
    Random random = new Random(11);
    Map<Tensor, double[]> values = new LinkedHashMap<>();
    values.put(x, random.doubles(3 * BATCH).toArray());
    values.put(m, random.doubles(9 * BATCH).toArray());
    Interpreter.run(draft.steps(), values, Interpreter.Settings.training(BATCH, 1, 1));
    return values;
  }

  private List<Step> asGradients() {
    List<Step> steps = new ArrayList<>();
    for (Step step : net.program().steps()) {
      Equation e = (Equation) step;
      Origin origin = e.origin().withPurpose(Origin.Purpose.GRADIENT);
      steps.add(Equation.gather(e.target(), e.indices(), e.value(), origin));
    }
    return steps;
  }

  private static Expr less(Expr a, Expr b) {
    return apply(Operator.LESS, a, b);
  }

  @Test
  void foldTraining() {
    Tensor y = net.value("y", List.of(i), select(new Expr.Training(), read(x, i), number(0)));
    Draft folded =
        new FoldConstants()
            .apply(
                new FoldTraining(false)
                    .apply(new Draft(net.program(), net.program().steps(), Set.of(y))));
    assertThat(EquationPrinter.fullNames().print(folded.steps())).isEqualTo("y[i] = 0\n");
  }

  @Test
  void foldConstants() {
    Expr one = multiply(number(2), number(0.5));
    Expr inner = select(less(value(i), number(2)), negate(read(x, i)), number(0));
    Expr never = select(less(add(value(i), number(4)), number(4)), number(9), number(0));
    Tensor y =
        net.value(
            "y",
            List.of(i),
            add(multiply(one, add(inner, never)), multiply(number(3), read(x, i))));
    assertThat(after(new FoldConstants(), y)).isEqualTo("y[i] = 3*x[i] - (i < 2 ? x[i] : 0)\n");
  }

  @Test
  void expandMeans() {
    Expr mean = reduce(Reducer.MEAN, List.of(Index.BATCH, i), read(x, i));
    Tensor y = net.shared("y", List.of(), mean);
    assertThat(after(new ExpandMeans(), y))
        .isEqualTo("y = (sum[batch, i] x[i]) / (3*size(batch))\n");
  }

  @Test
  void expandMeanUnderACondition() {
    Expr where = less(value(j), add(value(i), number(1)));
    Expr mean = new Expr.Reduce(Reducer.MEAN, List.of(j), Optional.of(where), read(x, j));
    Tensor y = net.value("y", List.of(i), mean);
    assertThat(after(new ExpandMeans(), y))
        .isEqualTo("y[i] = (sum[j where j < i+1] x[j]) / sum[j < 3 where j < i+1] 1\n");
  }

  @Test
  void nestProducts() {
    Tensor y = net.value("y", List.of(), reduce(Reducer.PROD, List.of(i, j), read(m, i, j)));
    assertThat(after(new NestProducts(), y)).isEqualTo("y = prod[i] prod[j] M[i,j]\n");
  }

  @Test
  void splitValues() {
    Expr lse = reduce(Reducer.LSE, List.of(k), read(x, k));
    Tensor y =
        net.value(
            "y", List.of(i), multiply(read(x, i), apply(Operator.EXP, subtract(read(x, i), lse))));
    assertThat(after(new SplitValues(), y))
        .isEqualTo(
            """
            y_lse = lse[k] x[k]
            y_exp[i] = exp(x[i] - y_lse)
            y[i] = x[i]*y_exp[i]
            """);
  }

  @Test
  void splitValuesUnderTheirConditions() {
    Expr shifted = read(x, subtract(value(i), number(1)));
    Expr log = multiply(number(2), apply(Operator.LOG, shifted));
    Expr guarded = select(less(number(0), value(i)), log, number(1));
    Tensor y = net.value("y", List.of(i), guarded);
    assertThat(after(new SplitValues(), y))
        .isEqualTo(
            """
            y_log[i] = 0 < i ? log(x[i-1]) : 0
            y[i] = 0 < i ? 2*y_log[i] : 1
            """);
  }

  @Test
  void forwardCopies() {
    Tensor t = net.value("t", List.of(i, j), read(m, j, i));
    Tensor y = net.value("y", List.of(i), readElse(t, 0, value(i), add(value(i), number(1))));
    assertThat(after(new ForwardCopies(), y))
        .isEqualTo("t[i,j] = M[j,i]\ny[i] = M[i+1, i else 0]\n");
  }

  @Test
  void cancelLogOfExp() {
    Tensor e = net.value("e", List.of(i), apply(Operator.EXP, read(x, i)));
    Tensor s = net.value("s", List.of(i), apply(Operator.SIGMOID, read(x, i)));
    Expr logs =
        add(
            apply(Operator.LOG, read(e, i)),
            add(
                apply(Operator.LOG, read(s, i)),
                apply(Operator.LOG, subtract(number(1), read(s, i)))));
    Tensor y = net.value("y", List.of(i), logs);
    assertThat(after(new CancelLogOfExp(), y))
        .endsWith("y[i] = x[i] + (-softplus(-x[i]) + (-softplus(x[i])))\n");
  }

  @Test
  void shareCommonSubexpressions() {
    Tensor a = net.value("a", List.of(i), sum(multiply(read(m, i, j), read(x, j)), j));
    Tensor b = net.value("b", List.of(k), sum(multiply(read(m, k, i), read(x, i)), i));
    Tensor y = net.value("y", List.of(i), multiply(read(a, i), read(b, i)));
    assertThat(after(new ShareCommonSubexpressions(), y, b))
        .isEqualTo("b[i] = sum[j] M[i,j]*x[j]\ny[i] = b[i]*b[i]\n");
  }

  @Test
  void sharedValuesThatAreAllKept() {
    Tensor a = net.value("a", List.of(i), apply(Operator.EXP, read(x, i)));
    Tensor b = net.value("b", List.of(i), apply(Operator.EXP, read(x, i)));
    assertThat(after(new ShareCommonSubexpressions(), a, b))
        .isEqualTo("a[i] = exp(x[i])\nb[i] = a[i]\n");
  }

  @Test
  void hoistFactors() {
    Expr body = divide(multiply(read(x, i), read(m, i, j)), number(4));
    Tensor y = net.value("y", List.of(i), sum(body, j));
    Tensor n = net.value("n", List.of(i), sum(read(x, i), j));
    Expr guarded = select(less(value(i), value(j)), read(m, i, j), number(0));
    Tensor g = net.value("g", List.of(i), sum(guarded, j));
    assertThat(after(new HoistFactors(), y, n, g))
        .isEqualTo(
            """
            y[i] = 0.25*(x[i] * sum[j] M[i,j])
            n[i] = 3*x[i]
            g[i] = sum[j where i < j] M[i,j]
            """);
  }

  @Test
  void selectOverSum() {
    Expr where = apply(Operator.EQUAL, value(j), value(i));
    Tensor y =
        net.value(
            "y",
            List.of(i),
            new Expr.Reduce(Reducer.SUM, List.of(j), Optional.of(where), read(m, i, j)));
    assertThat(after(new SelectOverSum(), y)).isEqualTo("y[i] = M[i,i]\n");
  }

  @Test
  void factorCommonTerms() {
    Expr guarded = select(less(value(i), number(1)), multiply(number(2), read(x, i)), number(0));
    Expr terms = subtract(multiply(multiply(number(2), read(x, i)), read(m, i, i)), guarded);
    Tensor y = net.value("y", List.of(i), terms);
    assertThat(after(new FactorCommonTerms(), asGradients(), y))
        .isEqualTo("y[i] = 2*(x[i]*(M[i,i] - (i < 1 ? 1 : 0)))\n");
  }

  @Test
  void chainExclusiveTerms() {
    Expr first = select(apply(Operator.EQUAL, value(i), number(2)), read(x, i), number(0));
    Expr second = select(apply(Operator.EQUAL, value(i), number(0)), number(5), number(0));
    Tensor y = net.value("y", List.of(i), add(first, second));
    assertThat(after(new ChainExclusiveTerms(), y))
        .isEqualTo("y[i] = i == 0 ? 5 : i == 2 ? x[i] : 0\n");
  }

  @Test
  void chainComplements() {
    Expr positive = less(number(0.5), read(x, i));
    Expr small = apply(Operator.AND, apply(Operator.NOT, positive), less(read(x, i), number(0.2)));
    Expr first = select(positive, read(x, i), number(0));
    Tensor y = net.value("y", List.of(i), add(first, select(small, number(5), number(0))));
    assertThat(after(new ChainExclusiveTerms(), y))
        .isEqualTo("y[i] = 0.5 < x[i] ? x[i] : x[i] < 0.2 ? 5 : 0\n");
  }

  @Test
  void foldWhatConditionsTell() {
    Expr positive = less(number(0.5), read(x, i));
    Expr again = select(positive, read(x, i), number(7));
    Expr opposite = select(apply(Operator.NOT, positive), number(2), number(9));
    Expr both = select(positive, add(again, number(1)), multiply(opposite, read(x, i)));
    Tensor y = net.value("y", List.of(i), both);
    assertThat(after(new FoldConstants(), y)).isEqualTo("y[i] = 0.5 < x[i] ? x[i] + 1 : 2*x[i]\n");
  }

  @Test
  void cancelTerms() {
    Expr p = apply(Operator.SIGMOID, read(x, i));
    Expr q = apply(Operator.SIGMOID, negate(read(x, i)));
    Expr t = read(m, i, i);
    Expr terms = subtract(multiply(subtract(number(1), t), p), multiply(t, q));
    Tensor y = net.value("y", List.of(i), terms);
    assertThat(after(new CancelTerms(), asGradients(), y))
        .isEqualTo("y[i] = sigmoid(x[i]) - M[i,i]\n");
  }

  @Test
  void termsThatDoNotCancelStay() {
    Expr quotient = divide(number(1), read(x, i));
    Expr terms = add(multiply(read(m, i, i), quotient), read(x, i));
    Tensor y = net.value("y", List.of(i), terms);
    assertThat(after(new CancelTerms(), asGradients(), y))
        .isEqualTo("y[i] = M[i,i]*(1 / x[i]) + x[i]\n");
  }

  @Test
  void cancelCenteredMeans() {
    Tensor total = net.value("total", List.of(), sum(read(x, k), k));
    Expr mean = divide(read(total, new Index[0]), number(3));
    Tensor d = net.value("d", List.of(i), subtract(read(x, i), mean));
    Expr body = add(read(m, i, j), multiply(read(x, j), read(d, i)));
    Tensor y = net.value("y", List.of(j), sum(body, i));
    assertThat(after(new CancelCenteredMeans(), y)).endsWith("y[j] = sum[i] M[i,j]\n");
  }

  @Test
  void sumWhatCounts() {
    Tensor d =
        net.value("d", List.of(i, j), select(less(value(i), value(j)), read(m, i, j), number(0)));
    Tensor y = net.value("y", List.of(k), sum(multiply(read(d, k, j), read(x, j)), j));
    assertThat(after(new SumWhatCounts(), y)).endsWith("y[k] = sum[j where k < j] d[k,j]*x[j]\n");
  }

  @Test
  void sumOverQuotients() {
    Index q = index("q", 2);
    Expr number = subtract(add(value(j), number(1)), value(q));
    Expr even = apply(Operator.EQUAL, remainder(number, 2), number(0));
    Expr quotient = apply(Operator.FLOOR_DIVIDE, number, number(2));
    Expr term = multiply(read(x, j), readElse(m, 0, value(q), quotient));
    Tensor y = net.value("y", List.of(q), reduce(Reducer.SUM, List.of(j), even, term));
    Expr odd = apply(Operator.EQUAL, remainder(multiply(number(2), value(j)), 3), number(1));
    Tensor z = net.value("z", List.of(i), reduce(Reducer.MAX, List.of(j), odd, read(m, i, j)));
    assertThat(after(new SumOverQuotients(), y, z))
        .isEqualTo(
            """
            y[q] = sum[j < 2] x[j*2+q-1 else 0]*M[q,j]
            z[i] = max[j < 1] M[i, j*3+2]
            """);
  }

  @Test
  void termsThatDoNotVanishOutsideAreSearchedFor() {
    Index q = index("q", 2);
    Expr even = apply(Operator.EQUAL, remainder(add(value(j), value(q)), 2), number(0));
    Expr term = apply(Operator.EXP, read(x, j));
    Tensor y = net.value("y", List.of(q), reduce(Reducer.SUM, List.of(j), even, term));
    assertThat(after(new SumOverQuotients(), y))
        .isEqualTo("y[q] = sum[j where (j+q)%2 == 0] exp(x[j])\n");
  }

  private static Expr remainder(Expr number, double modulus) {
    return apply(Operator.FLOOR_MODULO, number, number(modulus));
  }

  @Test
  void inlineSingleUse() {
    Tensor a = net.value("a", List.of(i), sum(multiply(read(m, i, j), read(x, j)), j));
    Tensor b = net.value("b", List.of(j), add(read(a, j), number(1)));
    Tensor y = net.value("y", List.of(i), sum(multiply(read(b, j), read(m, i, j)), j));
    assertThat(after(new InlineSingleUse(), y))
        .isEqualTo(
            """
            b[i] = sum[j] M[i,j]*x[j] + 1
            y[i] = sum[j] b[j]*M[i,j]
            """);
  }

  @Test
  void inlineSingleUseInTheBranchForOneValue() {
    Tensor a = net.value("a", List.of(i), multiply(read(x, i), number(3)));
    Tensor b = net.value("b", List.of(i), sum(multiply(read(m, i, k), read(x, k)), k));
    Tensor c = net.value("c", List.of(i), add(read(x, i), number(1)));
    Expr first = apply(Operator.EQUAL, value(j), number(0));
    Expr second = apply(Operator.EQUAL, value(j), number(1));
    Expr others = select(second, read(b, i), read(c, i));
    Tensor y = net.value("y", List.of(j, i), select(first, read(a, i), others));
    assertThat(after(new InlineSingleUse(), y))
        .isEqualTo(
            """
            b[i] = sum[k] M[i,k]*x[k]
            c[i] = x[i] + 1
            y[j,i] = j == 0 ? x[i]*3 : j == 1 ? b[i] : c[i]
            """);
  }

  @Test
  void minimizeRecurrences() {
    Tensor w = TestNet.tensor("w", List.of(i), true);
    Tensor h = TestNet.tensor("h", List.of(i), true);
    Tensor y = TestNet.tensor("y", List.of(i), true);
    Expr before = readElse(h, 0, subtract(value(i), number(1)));
    Recurrence loop =
        new Recurrence(
            i,
            false,
            List.of(
                TestNet.equation(w, List.of(i), sum(multiply(read(m, i, j), read(x, j)), j)),
                TestNet.equation(h, List.of(i), add(read(w, i), before)),
                TestNet.equation(y, List.of(i), multiply(number(2), read(h, i)))));
    assertThat(after(new MinimizeRecurrences(), List.of(loop), y))
        .isEqualTo(
            """
            w[i] = sum[j] M[i,j]*x[j]
            // i = 0 .. 2
              h[i] = w[i] + h[i-1 else 0]
            y[i] = 2*h[i]
            """);
  }

  @Test
  void removeDeadSteps() {
    Tensor a = net.value("a", List.of(i), read(x, i));
    net.value("dead", List.of(i), read(a, i));
    assertThat(after(new RemoveDeadSteps(), a)).isEqualTo("a[i] = x[i]\n");
  }
}
