package dev.layerc.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopPrinter;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutAtMarginsTest {
  private static final Value X = new Value.Local("x", Type.REAL_ARRAY);
  private static final Value Y = new Value.Local("y", Type.REAL_ARRAY);
  private static final Value J = new Value.Local("j", Type.INT);
  private static final Value I = new Value.Local("i", Type.INT);

  @Test
  void bothMarginsAreFilledAndTheMiddleIsCopied() {
    assertThat(cut(Truths.and(from(J, 9), before(J, 30)), new Value.Real(0)))
        .isEqualTo(
            """
            fill y, 0, 9, 0
            copy x, 6, y, 9, 21
            for j in 30 .. 32
              y[j] = 0
            """);
  }

  @Test
  void whatTheLoopDoesNotChangeIsAskedBefore() {
    assertThat(cut(Truths.and(from(I, 2), before(J, 20)), new Value.Real(0)))
        .isEqualTo(
            """
            if (i >= 2)
              copy x, -3, y, 0, 20
              fill y, 20, 32, 0
            else
              fill y, 0, 32, 0
            """);
  }

  @Test
  void boundsAreInclusiveOrNot() {
    Value middle = Truths.and(compare(Code.GREATER, J, 0), compare(Code.LESS_OR_EQUAL, J, 30));
    assertThat(cut(middle, new Value.Real(0)))
        .contains("copy x, -2, y, 1, 30")
        .contains("for j in 0 .. 1")
        .contains("for j in 31 .. 32");
  }

  @Test
  void oneThatReadsAnotherNumberBeyondTheEdgeIsLeft() {
    Value other = new Value.Element(X, Wholes.constant(7));
    assertThat(cut(before(J, 20), other)).contains("for j in 0 .. 32").contains("?");
  }

  @Test
  void otherConditionsAreLeft() {
    Value odd = compare(Code.EQUAL, new Value.Operation(Code.INT_REMAINDER, J, I), 1);
    assertThat(cut(Truths.and(before(J, 20), odd), new Value.Real(0))).contains("?");
    Value never = Truths.and(from(J, 20), before(J, 10));
    assertThat(cut(never, new Value.Real(0))).contains("?");
  }

  private static Value from(Value index, int bound) {
    return compare(Code.GREATER_OR_EQUAL, index, bound);
  }

  private static Value before(Value index, int bound) {
    return compare(Code.LESS, index, bound);
  }

  private static Value compare(Code code, Value index, int bound) {
    return new Value.Operation(code, index, Wholes.constant(bound));
  }

  private static String cut(Value condition, Value otherwise) {
    Value read = new Value.Element(X, Wholes.subtract(J, Wholes.constant(3)));
    Statement store =
        new Statement.Store(Y, J, new Value.Choice(condition, read, otherwise), false);
    Statement loop =
        new Statement.Loop("j", Wholes.constant(0), Wholes.constant(32), 1, List.of(store));
    List<Statement> parts = CopyRows.in(CutAtMargins.in(List.of(loop)));
    String printed = LoopPrinter.print(new Method("m", List.of(), parts, List.of()));
    return printed.substring(printed.indexOf('\n') + 1).replaceAll("(?m)^  ", "");
  }
}
