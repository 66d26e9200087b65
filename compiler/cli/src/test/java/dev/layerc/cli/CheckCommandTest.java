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

  /** What evaluation leaves out, or takes from running averages, belongs to what is derived. */
  @Test
  void trainingIsCheckedAsItRuns() throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("net.nn"),
            """
            net Both {
              input x[6]
              target int<3> label
              z = x -> dense(8) -> batchnorm -> tanh -> dropout(0.4) -> dense(3)
              output p = z -> softmax
              loss cross_entropy(z, label)
              train sgd(lr = 0.1), batch = 4
            }
            """);
    assertThat(Ran.layerc("check", spec, "--seed", "5").all())
        .startsWith("exit 0")
        .contains("batchnorm1.g", "emitted = equations")
        .doesNotContain("FAIL");
  }
}
