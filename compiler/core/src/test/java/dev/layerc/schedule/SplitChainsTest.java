package dev.layerc.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopPrinter;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitChainsTest {
  private static final Value.Local I = new Value.Local("i", Type.INT);
  private static final Value.Local N = new Value.Local("n", Type.INT);
  private static final Value.Local X = new Value.Local("x", Type.REAL_ARRAY);
  private static final Value.Local SUM = new Value.Local("sum", Type.REAL);

  @Test
  void aLongSumIsCutInFour() {
    assertThat(split(loop(16, add(SUM, at(X, I)))))
        .isEqualTo(
            """
            REAL sum2 = 0
            REAL sum3 = 0
            REAL sum4 = 0
            for i in 0 .. 16 step 4
              sum = (sum + x[i])
              sum2 = (sum2 + x[(i + 1)])
              sum3 = (sum3 + x[(i + 2)])
              sum4 = (sum4 + x[(i + 3)])
            sum = ((sum + sum2) + (sum3 + sum4))
            """);
  }

  @Test
  void theTermsLeftOverComeAfterTheLoop() {
    assertThat(split(loop(11, add(SUM, at(X, Wholes.multiply(I, 3))))))
        .isEqualTo(
            """
            REAL sum2 = 0
            for i in 0 .. 10 step 2
              sum = (sum + x[(i * 3)])
              sum2 = (sum2 + x[((i + 1) * 3)])
            sum = (sum + x[30])
            sum = (sum + sum2)
            """);
  }

  @Test
  void aNumberOfTermsThatIsNotKnownIsCutToo() {
    Statement loop = new Statement.Loop("i", Wholes.constant(0), N, 1, List.of(add(SUM, at(X, I))));
    assertThat(split(loop))
        .contains("for i in 0 .. (int_quotient(n, 4) * 4) step 4\n")
        .contains("for i in (int_quotient(n, 4) * 4) .. n\n  sum = (sum + x[i])\n");
  }

  @Test
  void whatATurnDeclaresIsDeclaredForEach() {
    Value.Local w = new Value.Local("w", Type.REAL);
    Statement declare = new Statement.Declare(Type.REAL, "w", at(X, I));
    Value product = new Value.Operation(Code.FMA, w, w, SUM);
    assertThat(split(loop(8, declare, new Statement.Assign("sum", Type.REAL, product))))
        .isEqualTo(
            """
            REAL sum2 = 0
            for i in 0 .. 8 step 2
              REAL w = x[i]
              sum = fma(w, w, sum)
              REAL w2 = x[(i + 1)]
              sum2 = fma(w2, w2, sum2)
            sum = (sum + sum2)
            """);
  }

  @Test
  void twoTermsOfATurnGoToTwoParts() {
    Value.Local lanes = new Value.Local("sum", Type.LANES);
    List<Statement> body = new ArrayList<>();
    for (int term = 0; term < 2; term++) {
      Value row = new Value.Lanes(X, Wholes.add(I, Wholes.constant(term)));
      Value sum = new Value.LaneWise(Code.ADD, lanes, row);
      body.add(new Statement.Assign("sum", Type.LANES, sum));
    }
    Statement loop = new Statement.Loop("i", Wholes.constant(0), Wholes.constant(8), 2, body);
    assertThat(split(loop))
        .isEqualTo(
            """
            LANES sum2 = broadcast(0)
            for i in 0 .. 8 step 2
              sum = (sum + x[i ..])
              sum2 = (sum2 + x[(i + 1) ..])
            sum = (sum + sum2)
            """);
  }

  @Test
  void manySumsStay() {
    List<Statement> body = new ArrayList<>();
    for (int sum = 0; sum < 5; sum++) {
      body.add(add(new Value.Local("sum" + sum, Type.REAL), at(X, I)));
    }
    assertStays(loop(64, body.toArray(new Statement[0])));
  }

  @Test
  void aShortSumStays() {
    assertStays(loop(7, add(SUM, at(X, I))));
  }

  @Test
  void aSumThatTheLoopReadsStays() {
    assertStays(loop(64, add(SUM, new Value.Operation(Code.MULTIPLY, SUM, at(X, I)))));
    Statement read = new Statement.Declare(Type.REAL, "a", SUM);
    assertStays(loop(64, read, add(SUM, at(X, I))));
  }

  @Test
  void aLoopThatStoresStays() {
    assertStays(loop(64, add(SUM, at(X, I)), new Statement.Store(X, I, SUM, false)));
  }

  @Test
  void aLargestNumberStays() {
    Value max = new Value.Operation(Code.MAX, SUM, at(X, I));
    assertStays(loop(64, new Statement.Assign("sum", Type.REAL, max)));
  }

  private static void assertStays(Statement loop) {
    assertThat(ChainLoop.of((Statement.Loop) loop)).isEmpty();
  }

  private static String split(Statement loop) {
    JavaNames names = new JavaNames("sum", "x", "n", "i", "w");
    List<Statement> body = ChainLoop.of((Statement.Loop) loop).orElseThrow().split(names);
    String method = LoopPrinter.print(new Method("m", List.of(), body, List.of()));
    return method.substring(method.indexOf('\n') + 1).replaceAll("(?m)^  ", "");
  }

  private static Statement loop(int length, Statement... body) {
    return new Statement.Loop("i", Wholes.constant(0), Wholes.constant(length), 1, List.of(body));
  }

  private static Statement add(Value.Local sum, Value term) {
    return new Statement.Assign(sum.name(), sum.type(), new Value.Operation(Code.ADD, sum, term));
  }

  private static Value at(Value array, Value index) {
    return new Value.Element(array, index);
  }
}
