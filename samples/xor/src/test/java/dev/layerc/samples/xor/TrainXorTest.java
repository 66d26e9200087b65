package dev.layerc.samples.xor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainXorTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 42})
  void theTableIsLearnt(long seed) {
    Xor net = TrainXor.train(seed, 1000);
    for (int row = 0; row < TrainXor.ROWS; row++) {
      float p = net.predict(row(row))[0];
      assertThat(p > 0.5).isEqualTo(TrainXor.TARGETS[row] == 1);
      assertThat(p).isCloseTo(TrainXor.TARGETS[row], offset(0.1f));
    }
  }

  @Test
  void theLossFalls() {
    Xor net = Xor.initialize(7);
    float first = net.train(TrainXor.INPUTS, TrainXor.TARGETS, TrainXor.ROWS);
    float last = first;
    for (int step = 0; step < 1000; step++) {
      last = net.train(TrainXor.INPUTS, TrainXor.TARGETS, TrainXor.ROWS);
    }
    assertThat(last).isLessThan(first / 10);
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    Xor one = TrainXor.train(5, 50);
    Xor two = TrainXor.train(5, 50);
    assertThat(one.predict(row(2))).isEqualTo(two.predict(row(2)));
  }

  @Test
  void aSavedNetPredictsTheSame() throws IOException {
    Xor net = TrainXor.train(3, 100);
    net.save(folder.resolve("xor.safetensors"));
    Xor again = Xor.load(folder.resolve("xor.safetensors"));
    assertThat(again.predict(row(1))).isEqualTo(net.predict(row(1)));
    assertThat(again.train(TrainXor.INPUTS, TrainXor.TARGETS, TrainXor.ROWS))
        .isEqualTo(net.train(TrainXor.INPUTS, TrainXor.TARGETS, TrainXor.ROWS));
  }

  @Test
  void thePrintedTableHasEveryRow() {
    assertThat(TrainXor.table(TrainXor.train(42, 1000)).lines()).hasSize(5);
  }

  private static float[] row(int row) {
    return new float[] {TrainXor.INPUTS[2 * row], TrainXor.INPUTS[2 * row + 1]};
  }
}
