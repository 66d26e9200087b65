package dev.layerc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LiteralsTest {
  @Test
  void areShort() {
    assertThat(Literals.ofFloat(0.5f)).isEqualTo("0.5f");
    assertThat(Literals.ofFloat(1f)).isEqualTo("1f");
    assertThat(Literals.ofFloat(-0f)).isEqualTo("-0f");
    assertThat(Literals.ofFloat(2e-3f)).isEqualTo("0.002f");
    assertThat(Literals.ofFloat(1e-8f)).isEqualTo("1e-8f");
    assertThat(Literals.ofFloat(Float.POSITIVE_INFINITY)).isEqualTo("Float.POSITIVE_INFINITY");
    assertThat(Literals.ofFloat(Float.MIN_VALUE)).isEqualTo("1e-45f");
    assertThat(Literals.ofDouble(2)).isEqualTo("2.0");
    assertThat(Literals.ofDouble(0.1)).isEqualTo("0.1");
    assertThat(Literals.ofDouble(1e22)).isEqualTo("1e22");
    assertThat(Literals.ofDouble(Double.MIN_VALUE)).isEqualTo("5e-324");
  }

  @Test
  void readBackAsTheSameNumber() {
    Random random = new Random(3);
    for (int i = 0; i < 20000; i++) {
      float single = Float.intBitsToFloat(random.nextInt());
      double exact = Double.longBitsToDouble(random.nextLong());
      if (Float.isFinite(single)) {
        assertThat(Float.parseFloat(Literals.ofFloat(single))).isEqualTo(single);
      }
      if (Double.isFinite(exact)) {
        assertThat(Double.parseDouble(Literals.ofDouble(exact))).isEqualTo(exact);
      }
    }
  }
}
