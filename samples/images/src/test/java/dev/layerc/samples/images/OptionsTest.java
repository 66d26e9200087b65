package dev.layerc.samples.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  @Test
  void allHaveDefaults() {
    assertThat(Options.parse()).isEqualTo(new Options(Optional.empty(), 5, 42));
  }

  @Test
  void allCanBeGiven() {
    assertThat(Options.parse("--epochs", "2", "--data", "mnist", "--seed", "-7"))
        .isEqualTo(new Options(Optional.of(Path.of("mnist")), 2, -7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--data", "--epochs 0", "--epochs many", "--verbose yes"})
  void anythingElseIsToldWithTheUsage(String line) {
    assertThatThrownBy(() -> Options.parse(line.split(" ", 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("options: [--data DIR]");
  }
}
