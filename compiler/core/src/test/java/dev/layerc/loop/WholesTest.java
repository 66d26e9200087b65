package dev.layerc.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WholesTest {
  private static final Value I = new Value.Local("i", Type.INT);

  @Test
  void foldsConstants() {
    assertThat(ValueText.of(Wholes.add(Wholes.constant(2), Wholes.constant(3)))).isEqualTo("5");
    assertThat(ValueText.of(Wholes.multiply(Wholes.constant(2), 3))).isEqualTo("6");
  }

  @Test
  void leavesOutWhatChangesNothing() {
    assertThat(Wholes.add(I, Wholes.constant(0))).isEqualTo(I);
    assertThat(Wholes.add(Wholes.constant(0), I)).isEqualTo(I);
    assertThat(Wholes.multiply(I, 1)).isEqualTo(I);
    assertThat(ValueText.of(Wholes.multiply(I, 0))).isEqualTo("0");
  }

  @Test
  void putsConstantsLastAndTogether() {
    Value sum = Wholes.add(Wholes.add(Wholes.constant(3), I), Wholes.constant(4));
    assertThat(ValueText.of(sum)).isEqualTo("(i + 7)");
    assertThat(ValueText.of(Wholes.subtract(sum, Wholes.constant(9)))).isEqualTo("(i - 2)");
    assertThat(Wholes.subtract(sum, Wholes.constant(7))).isEqualTo(I);
  }

  @Test
  void aSumOfASumNeedsNoBrackets() {
    Value j = new Value.Local("j", Type.INT);
    Value sum = Wholes.add(Wholes.multiply(I, 8), Wholes.subtract(j, Wholes.constant(1)));
    assertThat(ValueText.of(sum)).isEqualTo("(((i * 8) + j) - 1)");
  }
}
