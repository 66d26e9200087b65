package dev.layerc.samples.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlyphImageTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void eachDigitLeavesInkWithinThePaper(int digit) {
    for (int seed = 0; seed < 20; seed++) {
      float[] image = GlyphImage.draw(digit, new Random(seed));
      int dark = 0;
      for (float ink : image) {
        assertThat(ink).isBetween(0f, 1f);
        dark += ink > 0.6f ? 1 : 0;
      }
      assertThat(dark).isBetween(15, 300);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7})
  void theSameSeedDrawsTheSameImageAndAnotherDoesNot(int digit) {
    float[] image = GlyphImage.draw(digit, new Random(1));
    assertThat(GlyphImage.draw(digit, new Random(1))).isEqualTo(image);
    assertThat(GlyphImage.draw(digit, new Random(2))).isNotEqualTo(image);
  }
}
