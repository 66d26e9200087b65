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

class HoistNumbersTest {
  private static final Value I = new Value.Local("i", Type.INT);
  private static final Value J = new Value.Local("j", Type.INT);
  private static final Value Y = new Value.Local("y", Type.REAL_ARRAY);
  private static final Value B = new Value.Local("b", Type.REAL_ARRAY);

  @Test
  void aNumberThatTheLoopDoesNotChangeIsReadBefore() {
    assertThat(hoisted(store(new Value.Element(B, I))))
        .isEqualTo("REAL bHere = b[i]\nfor j in 0 .. 8\n  y[j] = bHere\n");
  }

  @Test
  void aNumberThatTheLoopChoosesStays() {
    assertThat(hoisted(store(new Value.Element(B, J))))
        .isEqualTo("for j in 0 .. 8\n  y[j] = b[j]\n");
  }

  @Test
  void aNumberOfAnArrayThatTheLoopWritesStays() {
    assertThat(hoisted(store(new Value.Element(Y, I))))
        .isEqualTo("for j in 0 .. 8\n  y[j] = y[i]\n");
  }

  @Test
  void aNumberThatIsNotAlwaysThereStays() {
    Value there = new Value.Operation(Code.GREATER, I, Wholes.constant(0));
    Value value = new Value.Choice(there, new Value.Element(B, I), new Value.Real(0));
    assertThat(hoisted(store(value))).isEqualTo("for j in 0 .. 8\n  y[j] = ((i > 0) ? b[i] : 0)\n");
  }

  private static Statement store(Value value) {
    return new Statement.Store(Y, J, value, false);
  }

  private static String hoisted(Statement inner) {
    Statement loop =
        new Statement.Loop("j", Wholes.constant(0), Wholes.constant(8), 1, List.of(inner));
    List<Statement> body = HoistNumbers.in(List.of(loop), new JavaNames("i", "j", "y", "b"));
    String method = LoopPrinter.print(new Method("m", List.of(), body, List.of()));
    return method.substring(method.indexOf('\n') + 1).replaceAll("(?m)^  ", "");
  }
}
