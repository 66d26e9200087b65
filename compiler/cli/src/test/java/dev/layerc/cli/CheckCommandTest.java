package dev.layerc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  @TempDir Path folder;

  @Test
  void derivedGradientsPass() throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("nets.nn"), Specs.XOR + Specs.IRIS + Specs.CIRCUIT + Specs.NOTES);
    assertThat(Ran.layerc("check", spec).all())
        .startsWith("exit 0")
        .contains(
            "net Xor", "net Iris", "net Circuit", "net Notes", "dense1.W", "emitted = equations")
        .doesNotContain("FAIL");
  }
}
