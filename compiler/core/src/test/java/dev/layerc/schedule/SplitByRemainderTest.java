package dev.layerc.schedule;

import static dev.layerc.equation.Terms.apply;
import static dev.layerc.equation.Terms.multiply;
import static dev.layerc.equation.Terms.number;
import static dev.layerc.equation.Terms.read;
import static dev.layerc.equation.Terms.readElse;
import static dev.layerc.equation.Terms.reduce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.layerc.diag.SourceFile;
import dev.layerc.diag.Span;
import dev.layerc.equation.Affine;
import dev.layerc.equation.Equation;
import dev.layerc.equation.EquationPrinter;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Interpreter;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Origin;
import dev.layerc.equation.Reducer;
import dev.layerc.equation.Tensor;
import dev.layerc.gradient.TestNet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SplitByRemainderTest {
  private static final Span SPAN = new Span(new SourceFile("test.nn", "net Test\n"), 0, 3);
  private static final Origin ORIGIN = new Origin("", SPAN, SPAN, Origin.Purpose.FORWARD);

  private final TestNet net = new TestNet();
  private final Tensor x = net.parameter("x", 5);

  /** {@code place*i + constant - term*k} as what {@code modulus} divides. */
  private record Setting(long place, long term, long constant, int modulus, int size, int extent) {
    Index i() {
      return new Index("i", extent);
    }

    Index k() {
      return new Index("k", size);
    }

    Expr number() {
      return Affine.of(i())
          .times(place)
          .plus(Affine.constant(constant))
          .minus(Affine.of(k()).times(term))
          .toExpr();
    }
  }

  @Test
  void aTransposedConvolutionIsAConvolutionForEachRemainder() {
    assertThat(text(new Setting(1, 1, 1, 2, 4, 10)))
        .containsExactly(
            "y by remainder[r,i] = sum[k < 2] w[k*2+r]*x[i-k else 0]",
            "y[i] = y by remainder[(i+1)%2, (i+1)/2]");
  }

  @Test
  void whatIsLeftOfAWindowIsFilledUp() {
    assertThat(text(new Setting(1, 1, 0, 3, 4, 15)))
        .containsExactly(
            "y by remainder[r,i] = sum[k < 2] w[k*3+r else 0]*x[i-k else 0]",
            "y[i] = y by remainder[i%3, i/3]");
  }

  @Test
  void placesWithoutATermAre0() {
    assertThat(text(new Setting(1, 2, 1, 4, 4, 10)))
        .containsExactly(
            "y by remainder[r,i] = sum[k < 2] w[k*2+r]*x[i-k else 0]",
            "y[i] = (i+1)%2 == 0 ? y by remainder[(i+1)/2%2, (i+1-2*((i+1)/2%2))/4] : 0");
  }

  @Test
  void aConditionOnOtherIndicesStays() {
    assertThat(of(new Setting(2, 1, 0, 2, 3, 5))).hasSize(1);
    assertThat(of(new Setting(1, 2, 0, 2, 3, 5))).hasSize(1);
  }

  @Test
  void allSettingsGiveTheSameNumbers() {
    int split = 0;
    for (int modulus = 2; modulus <= 6; modulus++) {
      for (long place : new long[] {1, -1, 2, 5}) {
        for (long term : new long[] {1, -1, 2, 3, 4}) {
          for (long constant : new long[] {0, 1, -4, 7}) {
            for (int size : new int[] {1, 3, 4, 7}) {
              split += check(new Setting(place, term, constant, modulus, size, 9));
            }
          }
        }
      }
    }
    assertThat(split).isGreaterThan(500);
  }

  /** 1 where the sum is split. */
  private int check(Setting setting) {
    List<Equation> equations = of(setting);
    double[] wanted = run(List.of(equation(setting)), setting);
    assertThat(run(equations, setting))
        .as(setting.toString())
        .containsExactly(wanted, within(1e-12));
    return equations.size() > 1 ? 1 : 0;
  }

  private double[] run(List<Equation> equations, Setting setting) {
    Random random = new Random(3);
    Map<Tensor, double[]> values = new LinkedHashMap<>();
    values.put(x, random.doubles(5).toArray());
    values.put(weights(setting), random.doubles(setting.size()).toArray());
    Interpreter.run(List.copyOf(equations), values, Interpreter.Settings.training(1, 1, 1));
    return values.get(equations.get(equations.size() - 1).target());
  }

  private Tensor weights(Setting setting) {
    return net.parameter("w", setting.size());
  }

  private List<String> text(Setting setting) {
    return of(setting).stream().map(EquationPrinter.fullNames()::print).toList();
  }

  private List<Equation> of(Setting setting) {
    return SplitByRemainder.in(equation(setting));
  }

  private Equation equation(Setting setting) {
    Expr modulus = number(setting.modulus());
    Expr quotient = apply(Operator.FLOOR_DIVIDE, setting.number(), modulus);
    Expr remainder = apply(Operator.FLOOR_MODULO, setting.number(), modulus);
    Expr sum =
        reduce(
            Reducer.SUM,
            List.of(setting.k()),
            apply(Operator.EQUAL, remainder, number(0)),
            multiply(read(weights(setting), setting.k()), readElse(x, 0, quotient)));
    return Equation.gather(net.parameter("y", setting.extent()), List.of(setting.i()), sum, ORIGIN);
  }
}
