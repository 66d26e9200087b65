package dev.layerc.samples.charlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  @Test
  void allCanBeGiven() {
    assertThat(Options.parse()).isEqualTo(Options.DEFAULTS);
    assertThat(Options.parse("--seed", "-7", "--steps", "20")).isEqualTo(new Options(20, -7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--seed", "--steps many", "--verbose yes"})
  void anythingElseIsToldWithTheUsage(String line) {
    assertThatThrownBy(() -> Options.parse(line.split(" ", 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("options:");
  }
}
