package dev.layerc.schedule;

import static dev.layerc.equation.Terms.add;
import static dev.layerc.equation.Terms.apply;
import static dev.layerc.equation.Terms.multiply;
import static dev.layerc.equation.Terms.number;
import static dev.layerc.equation.Terms.read;
import static dev.layerc.equation.Terms.select;
import static dev.layerc.equation.Terms.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.diag.SourceFile;
import dev.layerc.diag.Span;
import dev.layerc.equation.Equation;
import dev.layerc.equation.EquationPrinter;
import dev.layerc.equation.Expr;
import dev.layerc.equation.Index;
import dev.layerc.equation.Operator;
import dev.layerc.equation.Origin;
import dev.layerc.gradient.TestNet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeparateSumsTest {
  private static final Index O = new Index("o", 4);
  private static final Index I = new Index("i", 5);

  private static final Span SPAN = new Span(new SourceFile("test.nn", "net Test\n"), 0, 3);
  private static final Origin ORIGIN = new Origin("", SPAN, SPAN, Origin.Purpose.FORWARD);

  private final TestNet net = new TestNet();
  private final Expr first = product("A", "a");
  private final Expr second = product("B", "b");
  private final Expr bias = read(net.parameter("c", 4), O);

  @Test
  void oneSumAfterTheOther() {
    assertThat(of(add(add(first, second), bias)))
        .containsExactly("y[o] = sum[i] A[o,i]*a[i] + c[o]", "y[o] += sum[i] B[o,i]*b[i]");
  }

  @Test
  void whatIsDoneToTheirSumIsDoneInTheEnd() {
    assertThat(of(apply(Operator.TANH, add(first, add(second, bias)))))
        .containsExactly(
            "y[o] = sum[i] A[o,i]*a[i] + c[o]", "y[o] += sum[i] B[o,i]*b[i]", "y[o] = tanh(y[o])");
  }

  @Test
  void oneSumStaysAsItIs() {
    assertThat(of(add(first, bias))).containsExactly("y[o] = sum[i] A[o,i]*a[i] + c[o]");
  }

  @Test
  void sumsThatAreNotAddedArePartsOfTheirOwn() {
    assertThat(of(multiply(add(first, bias), second)))
        .containsExactly(
            "y part 1[o] = sum[i] A[o,i]*a[i] + c[o]",
            "y part 2[o] = sum[i] B[o,i]*b[i]",
            "y[o] = y part 1[o]*y part 2[o]");
  }

  @Test
  void sumsUnderAConditionStay() {
    Expr positive = apply(Operator.GREATER, bias, number(0));
    assertThat(of(select(positive, add(first, second), number(0)))).hasSize(1);
  }

  private Expr product(String matrix, String vector) {
    return sum(
        multiply(read(net.parameter(matrix, 4, 5), O, I), read(net.parameter(vector, 5), I)), I);
  }

  private List<String> of(Expr value) {
    Equation equation = Equation.gather(net.parameter("y", 4), List.of(O), value, ORIGIN);
    return SeparateSums.in(equation).stream().map(EquationPrinter.fullNames()::print).toList();
  }
}
