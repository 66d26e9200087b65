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

/** In a loop of {@code i} over 0 .. 5. */
class DecideConditionsTest {
  private static final Value I = new Value.Local("i", Type.INT);
  private static final Value X = new Value.Local("x", Type.REAL);

  @Test
  void whatTheLoopBoundsIsDecided() {
    assertThat(decided(compare(Code.GREATER_OR_EQUAL, I, 0))).isEqualTo("x");
    assertThat(decided(compare(Code.LESS, I, 6))).isEqualTo("x");
    assertThat(decided(compare(Code.EQUAL, I, 6))).isEqualTo("0");
  }

  @Test
  void whatCanFailIsKept() {
    assertThat(decided(compare(Code.GREATER, I, 0))).isEqualTo("((i > 0) ? x : 0)");
    assertThat(decided(compare(Code.LESS, I, 5))).isEqualTo("((i < 5) ? x : 0)");
    assertThat(decided(compare(Code.EQUAL, I, 5))).isEqualTo("((i == 5) ? x : 0)");
  }

  @Test
  void constantsStandOnTheRight() {
    Value before = Wholes.subtract(I, Wholes.constant(1));
    assertThat(decided(compare(Code.GREATER_OR_EQUAL, before, 0))).isEqualTo("((i > 0) ? x : 0)");
    assertThat(decided(Truths.compare(Code.LESS_OR_EQUAL, Wholes.constant(3), I)))
        .isEqualTo("((i >= 3) ? x : 0)");
  }

  /** 2i - 1 >= 0, 2i < 5, 2i + 1 <= 7, 2i > 4: from 1, up to 2, up to 3, from 3. */
  @Test
  void multiplesAreComparedAsWhatTheyAreMultiplesOf() {
    Value twice = Wholes.multiply(I, 2);
    Value less = Wholes.subtract(twice, Wholes.constant(1));
    Value more = Wholes.add(twice, Wholes.constant(1));
    assertThat(decided(compare(Code.GREATER_OR_EQUAL, less, 0))).isEqualTo("((i > 0) ? x : 0)");
    assertThat(decided(compare(Code.LESS, twice, 5))).isEqualTo("((i < 3) ? x : 0)");
    assertThat(decided(compare(Code.LESS_OR_EQUAL, more, 7))).isEqualTo("((i <= 3) ? x : 0)");
    assertThat(decided(compare(Code.GREATER, twice, 4))).isEqualTo("((i > 2) ? x : 0)");
  }

  @Test
  void oneDecidedSideLeavesTheOther() {
    Value both =
        new Value.Operation(
            Code.AND, compare(Code.GREATER_OR_EQUAL, I, 0), compare(Code.LESS, I, 3));
    assertThat(decided(both)).isEqualTo("((i < 3) ? x : 0)");
  }

  @Test
  void divisionOfWhatIsNotNegativeIsJavas() {
    Value half = new Value.Operation(Code.INT_DIVIDE, I, Wholes.constant(2));
    Value halfBefore =
        new Value.Operation(
            Code.INT_DIVIDE, Wholes.subtract(I, Wholes.constant(1)), Wholes.constant(2));
    assertThat(decided(compare(Code.EQUAL, half, 1)))
        .isEqualTo("((int_quotient(i, 2) == 1) ? x : 0)");
    assertThat(decided(compare(Code.EQUAL, halfBefore, 1)))
        .isEqualTo("((int_divide((i - 1), 2) == 1) ? x : 0)");
  }

  @Test
  void aLoopInWhichNothingIsLeftIsDropped() {
    Statement never = new Statement.Branch(compare(Code.LESS, I, 0), List.of(store(X)), List.of());
    assertThat(text(never)).isEmpty();
  }

  private static Value compare(Code code, Value left, int right) {
    return new Value.Operation(code, left, Wholes.constant(right));
  }

  private static Statement store(Value value) {
    return new Statement.Store(new Value.Local("y", Type.REAL_ARRAY), I, value, false);
  }

  private static String decided(Value condition) {
    String text = text(store(new Value.Choice(condition, X, new Value.Real(0))));
    return text.substring(text.indexOf("= ") + 2).strip();
  }

  private static String text(Statement inner) {
    Statement loop =
        new Statement.Loop("i", Wholes.constant(0), Wholes.constant(6), 1, List.of(inner));
    List<Statement> body = DecideConditions.in(List.of(loop), new WholeRanges());
    String method = LoopPrinter.print(new Method("m", List.of(), body, List.of()));
    return method.substring(method.indexOf('\n') + 1);
  }
}
