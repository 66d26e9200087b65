package dev.layerc.samples.charlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LettersTest {

  @Test
  void everyLetterHasANumberOfItsOwn() {
    for (int number = 0; number < Letters.COUNT; number++) {
      String letter = String.valueOf(Letters.letter(number));
      assertThat(Letters.encode(letter)).containsExactly(number);
    }
    assertThatThrownBy(() -> Letters.encode("\u00e9")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void frequenciesTellTheLossOfATextThatRepeatsThem() {
    int[] text = Letters.encode("ab".repeat(100_000));
    assertThat(new LetterFrequencies(text).loss(text)).isCloseTo(Math.log(2), offset(1e-3));
  }

  @Test
  void aWindowIsFollowedByItsTextOneLetterOn() {
    Windows windows = Windows.all(Letters.encode("abcdefghi"), 4);
    assertThat(windows.count()).isEqualTo(2);
    assertThat(windows.text()).isEqualTo(Letters.encode("abcdefgh"));
    assertThat(windows.following()).isEqualTo(Letters.encode("bcdefghi"));
  }

  @Test
  void theEndOfTheFablesIsHeldBack() throws IOException {
    Corpus corpus = Corpus.read();
    assertThat(corpus.train().length).isBetween(20_000, 40_000);
    assertThat(corpus.heldBack().length).isBetween(2_500, 4_000);
  }
}
