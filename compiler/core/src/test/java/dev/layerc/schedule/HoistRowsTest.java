package dev.layerc.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.loop.Code;
import dev.layerc.loop.LoopPrinter;
import dev.layerc.loop.LoopRewriter;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HoistRowsTest {
  private static final Value I = new Value.Local("i", Type.INT);
  private static final Value J = new Value.Local("j", Type.INT);
  private static final Value ROWS = new Value.Local("y", Type.REAL_ROWS);

  @Test
  void aRowIsFetchedBeforeTheLoopThatDoesNotChangeIt() {
    Statement store = new Statement.Store(new Value.Element(ROWS, I), J, new Value.Real(1), false);
    assertThat(hoisted(loop("i", loop("j", store))))
        .isEqualTo(
            """
            for i in 0 .. 8
              REAL_ARRAY yRow = y[i]
              for j in 0 .. 8
                yRow[j] = 1
            """);
  }

  @Test
  void aRowThatTheLoopItselfChoosesStays() {
    Statement store = new Statement.Store(new Value.Element(ROWS, J), I, new Value.Real(1), false);
    assertThat(hoisted(loop("j", store))).isEqualTo("for j in 0 .. 8\n  y[j][i] = 1\n");
  }

  @Test
  void aRowChosenByANumberThatTheLoopWritesStays() {
    Value chosen = new Value.Element(new Value.Local("w", Type.INT_ARRAY), I);
    Statement choose = new Statement.Store(new Value.Local("w", Type.INT_ARRAY), I, J, false);
    Statement store =
        new Statement.Store(new Value.Element(ROWS, chosen), J, new Value.Real(1), false);
    assertThat(hoisted(new Statement.Loop("j", zero(), eight(), 1, List.of(choose, store))))
        .isEqualTo("for j in 0 .. 8\n  w[i] = j\n  y[w[i]][j] = 1\n");
  }

  @Test
  void aRowThatIsNotAlwaysThereIsFetchedUnderItsCondition() {
    Value before = Wholes.subtract(I, Wholes.constant(1));
    Value there = new Value.Operation(Code.GREATER, I, Wholes.constant(0));
    Value value =
        new Value.Choice(
            there, new Value.Element(new Value.Element(ROWS, before), J), new Value.Real(1));
    Statement store = new Statement.Store(new Value.Local("w", Type.REAL_ARRAY), J, value, false);
    assertThat(hoisted(loop("i", loop("j", store))))
        .isEqualTo(
            """
            for i in 0 .. 8
              REAL_ARRAY yRow = ((i > 0) ? y[(i - 1)] : y[0])
              for j in 0 .. 8
                w[j] = ((i > 0) ? yRow[j] : 1)
            """);
  }

  @Test
  void aRowThatIsNotAlwaysThereIsOneOfZeros() {
    Value before = Wholes.subtract(I, Wholes.constant(1));
    Value there = new Value.Operation(Code.GREATER, I, Wholes.constant(0));
    Value value =
        new Value.Choice(
            there, new Value.Element(new Value.Element(ROWS, before), J), new Value.Real(0));
    Statement store = new Statement.Store(new Value.Local("w", Type.REAL_ARRAY), J, value, false);
    assertThat(hoisted(loop("i", loop("j", store))))
        .isEqualTo(
            """
            for i in 0 .. 8
              REAL_ARRAY yRow = ((i > 0) ? y[(i - 1)] : zeros(8))
              for j in 0 .. 8
                w[j] = yRow[j]
            """);
  }

  @Test
  void aRowThatIsThereIsFetchedWhateverTheCondition() {
    Value number = new Value.Element(new Value.Local("v", Type.REAL_ARRAY), J);
    Value positive = new Value.Operation(Code.GREATER, number, new Value.Real(0));
    Value element = new Value.Element(new Value.Element(ROWS, I), J);
    Value value = new Value.Choice(positive, element, new Value.Real(0));
    Statement store = new Statement.Store(new Value.Local("w", Type.REAL_ARRAY), J, value, false);
    assertThat(hoisted(loop("i", loop("j", store)), Map.of("y", 8)))
        .isEqualTo(
            """
            for i in 0 .. 8
              REAL_ARRAY yRow = y[i]
              for j in 0 .. 8
                w[j] = ((v[j] > 0) ? yRow[j] : 0)
            """);
    assertThat(hoisted(loop("i", loop("j", store)), Map.of("y", 7))).contains("y[i][j]");
  }

  private static Statement loop(String variable, Statement body) {
    return new Statement.Loop(variable, zero(), eight(), 1, List.of(body));
  }

  private static Value zero() {
    return Wholes.constant(0);
  }

  private static Value eight() {
    return Wholes.constant(8);
  }

  private static String hoisted(Statement statement) {
    return hoisted(statement, Map.of());
  }

  private static String hoisted(Statement statement, Map<String, Integer> rows) {
    WholeRanges ranges = new WholeRanges();
    LoopRewriter.forEachStatement(
        statement,
        inner -> {
          if (inner instanceof Statement.Loop loop) {
            ranges.note(loop);
          }
        });
    JavaNames names = new JavaNames("i", "j", "y", "w");
    List<Statement> body = HoistRows.in(List.of(statement), names, ranges, rows);
    String method = LoopPrinter.print(new Method("m", List.of(), body, List.of()));
    return method.substring(method.indexOf('\n') + 1).replaceAll("(?m)^  ", "");
  }
}
