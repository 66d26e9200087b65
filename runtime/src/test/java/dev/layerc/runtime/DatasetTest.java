package dev.layerc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private final Dataset data =
      Dataset.labelled("s", new float[] {0, 0, 1, 1, 2, 2, 3, 3}, 2, new int[] {0, 1, 2, 3}, 1);

  @Test
  void shufflingKeepsRowsTogetherAndRepeatsWithItsSeed() {
    Dataset a = data.shuffled(new Random(5));
    Dataset b = data.shuffled(new Random(5));
    float[] x = new float[8];
    int[] y = new int[4];
    a.copyFeatures(0, 4, x);
    a.copyLabels(0, 4, y);
    for (int i = 0; i < 4; i++) {
      assertThat(x[2 * i]).isEqualTo(y[i]);
      assertThat(b.label(i)).isEqualTo(y[i]);
      assertThat(a.sourceRow(i)).isEqualTo(y[i] + 1);
    }
    assertThat(y).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void splittingKeepsTheOrder() {
    Split split = data.split(0.25);
    assertThat(split.train().size()).isEqualTo(3);
    assertThat(split.test().label(0)).isEqualTo(3);
    assertThatThrownBy(() -> data.split(1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> Dataset.labelled("s", new float[3], 2, new int[1], 1))
        .hasMessageContaining("do not make rows");
    assertThatThrownBy(() -> Dataset.withTargets("s", new float[4], 2, new float[1], 1))
        .hasMessageContaining("2 rows of features, but 1 targets");
  }
}
