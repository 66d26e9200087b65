package dev.layerc.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.loop.LoopPrinter;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Type;
import dev.layerc.loop.Value;
import dev.layerc.loop.Wholes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every value of a range is taken once, whatever its length. */
class TilingTest {

  @Test
  void oneTileNeedsNoLoop() {
    assertThat(text(Wholes.constant(4))).isEqualTo("take(0, 4)\n");
  }

  @Test
  void aRangeShorterThanATileIsOnePiece() {
    assertThat(text(Wholes.constant(3))).isEqualTo("take(0, 3)\n");
  }

  @Test
  void theRestOfAConstantRangeIsOnePiece() {
    assertThat(text(Wholes.constant(11)))
        .isEqualTo("for i in 0 .. 8 step 4\n  take(i, 4)\ntake(8, 3)\n");
  }

  @Test
  void theRestOfARunTimeRangeIsTakenOneByOne() {
    assertThat(text(new Value.Local("count", Type.INT)))
        .isEqualTo(
            """
            for i in 0 .. (int_quotient(count, 4) * 4) step 4
              take(i, 4)
            for i in (int_quotient(count, 4) * 4) .. count
              take(i, 1)
            """);
  }

  @Test
  void aRangeMayBeginAnywhere() {
    Value t = new Value.Local("t", Type.INT);
    assertThat(text(Tiling.of(t, Wholes.constant(9), 4)))
        .isEqualTo(
            """
            for i in t .. (t + (int_quotient((9 - t), 4) * 4)) step 4
              take(i, 4)
            for i in (t + (int_quotient((9 - t), 4) * 4)) .. 9
              take(i, 1)
            """);
  }

  private static String text(Value extent) {
    return text(Tiling.of(extent, 4));
  }

  private static String text(Tiling tiling) {
    List<Statement> statements =
        tiling.loops(
            new Value.Local("i", Type.INT),
            (at, count) ->
                List.of(new Statement.Invoke("take", List.of(at, Wholes.constant(count)))));
    String method = LoopPrinter.print(new Method("m", List.of(), statements, List.of()));
    return method.substring(method.indexOf('\n') + 1).replaceAll("(?m)^  ", "");
  }
}
