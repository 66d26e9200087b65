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

class MapRowsTest {
  private static final Value.Local I = new Value.Local("i", Type.INT);
  private static final Value.Local A = new Value.Local("a", Type.REAL);
  private static final Value.Local X = new Value.Local("x", Type.REAL_ARRAY);
  private static final Value.Local Y = new Value.Local("y", Type.REAL_ARRAY);
  private static final Value.Local Z = new Value.Local("z", Type.REAL_ARRAY);

  @Test
  void aFunctionOfARowThatIsStoredNeedsNoLoop() {
    assertThat(mapped(20, store(Y, tanh(at(X))))).isEqualTo("TANH of row x, 0, y, 0, 20\n");
  }

  @Test
  void anArgumentIsPutIntoARow() {
    assertThat(mapped(20, store(Y, times(tanh(plus(at(X), at(Y))), at(Z)))))
        .isEqualTo(
            """
            for i in 0 .. 20
              row1[i] = (x[i] + y[i])
            TANH of row row1, 0, row2, 0, 20
            for i in 0 .. 20
              y[i] = (row2[i] * z[i])
            """);
  }

  @Test
  void theArgumentIsFoundWhereItIsStored() {
    Statement declare = new Statement.Declare(Type.REAL, "a", plus(at(X), new Value.Real(1)));
    assertThat(mapped(20, declare, store(Z, A), store(Y, tanh(A))))
        .isEqualTo(
            """
            for i in 0 .. 20
              z[i] = (x[i] + 1)
            TANH of row z, 0, y, 0, 20
            """);
  }

  @Test
  void theInnerFunctionLeavesFirst() {
    assertThat(mapped(20, store(Y, tanh(exp(at(X))))))
        .isEqualTo("EXP of row x, 0, row2, 0, 20\nTANH of row row2, 0, y, 0, 20\n");
  }

  @Test
  void aFunctionOverTheRowItselfHasARowBetween() {
    assertThat(mapped(20, store(Y, tanh(at(Y)))))
        .isEqualTo("for i in 0 .. 20\n  row1[i] = y[i]\nTANH of row row1, 0, y, 0, 20\n");
  }

  @Test
  void aRowThatVectorsFillIsMappedInItsPlace() {
    assertThat(mapped(32, store(Y, tanh(at(Y))))).isEqualTo("TANH of row y, 0, y, 0, 32\n");
  }

  @Test
  void aResultInItsPlaceMayGoElsewhereToo() {
    Statement declare = new Statement.Declare(Type.REAL, "a", tanh(at(Y)));
    assertThat(mapped(32, declare, store(Y, A), store(X, A)))
        .isEqualTo("TANH of row y, 0, y, 0, 32\nfor i in 0 .. 32\n  x[i] = y[i]\n");
  }

  @Test
  void aRowThatIsReadBesideIsNotMappedInItsPlace() {
    assertThat(mapped(32, store(Y, times(tanh(at(Y)), at(Y)))))
        .startsWith("for i in 0 .. 32\n  row1[i] = y[i]\n");
  }

  @Test
  void aFunctionUnderAConditionStays() {
    Value condition = new Value.Operation(Code.GREATER, at(X), new Value.Real(0));
    Statement store = store(Y, new Value.Choice(condition, tanh(at(X)), new Value.Real(0)));
    assertThat(mapped(20, store)).isEqualTo(print(List.of(loop(20, store))));
  }

  @Test
  void aFunctionOfWhatAnotherTurnOfTheLoopStoresStays() {
    Value before = new Value.Element(Y, Wholes.subtract(I, Wholes.constant(1)));
    Statement store = store(Y, tanh(before));
    assertThat(mapped(20, store)).isEqualTo(print(List.of(loop(20, store))));
  }

  @Test
  void aFunctionOfARunningSumStays() {
    Statement add = new Statement.Assign("a", Type.REAL, plus(A, at(X)));
    Statement store = store(Y, tanh(A));
    assertThat(mapped(20, add, store)).isEqualTo(print(List.of(loop(20, add, store))));
  }

  @Test
  void aShortRowStays() {
    Statement store = store(Y, tanh(at(X)));
    assertThat(mapped(15, store)).isEqualTo(print(List.of(loop(15, store))));
  }

  @Test
  void aLoopOverSamplesWhoseNumbersLieSideBySideStays() {
    Value.Local count = (Value.Local) MethodDraft.COUNT;
    Value own = new Value.Element(X, Wholes.multiply(I, 2));
    Statement loop =
        new Statement.Loop("i", Wholes.constant(0), count, 1, List.of(store(Y, tanh(own))));
    assertThat(print(in(loop))).isEqualTo(print(List.of(loop)));
  }

  private static String mapped(int length, Statement... body) {
    return print(in(loop(length, body)));
  }

  private static List<Statement> in(Statement loop) {
    MapRows.Supply rows = (place, l) -> new Value.Local("row" + (place + 1), Type.REAL_ARRAY);
    return new MappedLoops(rows).in(List.of(loop));
  }

  private static Statement loop(int length, Statement... body) {
    return new Statement.Loop("i", Wholes.constant(0), Wholes.constant(length), 1, List.of(body));
  }

  private static Statement store(Value array, Value value) {
    return new Statement.Store(array, I, value, false);
  }

  private static Value at(Value array) {
    return new Value.Element(array, I);
  }

  private static Value tanh(Value value) {
    return new Value.Operation(Code.TANH, value);
  }

  private static Value exp(Value value) {
    return new Value.Operation(Code.EXP, value);
  }

  private static Value plus(Value left, Value right) {
    return new Value.Operation(Code.ADD, left, right);
  }

  private static Value times(Value left, Value right) {
    return new Value.Operation(Code.MULTIPLY, left, right);
  }

  private static String print(List<Statement> statements) {
    String method = LoopPrinter.print(new Method("m", List.of(), statements, List.of()));
    return method.substring(method.indexOf('\n') + 1).replaceAll("(?m)^  ", "");
  }
}
