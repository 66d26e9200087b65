package dev.layerc.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommonNameTest {
  @Test
  void leavesOutTheNumbersThatDiffer() {
    assertThat(CommonName.of(List.of("res2Relu1", "res3Relu1", "res10Relu1")))
        .isEqualTo("resRelu1");
    assertThat(CommonName.of(List.of("res1Dense2DW", "res2Dense1DW"))).isEqualTo("resDenseDW");
  }

  @Test
  void isTheFirstNameWhereOtherThingsDiffer() {
    assertThat(CommonName.of(List.of("res2Relu1", "res2Tanh1"))).isEqualTo("res2Relu1");
    assertThat(CommonName.of(List.of("dense1", "dense2Db"))).isEqualTo("dense1");
    assertThat(CommonName.of(List.of("dense1"))).isEqualTo("dense1");
  }
}
