package dev.layerc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.equation.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The classes of a small network, as they stand in {@code src/test/resources/emit}; {@code mvn test
 * -Dtest=EmittedGoldenTest -Dgoldens.rewrite=true} writes them anew.
 */
class EmittedGoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/emit");

  /** What is the same for every network has tests of its own. */
  private static final Set<String> FIXED =
      Set.of(
          "Tensor", "TensorTable", "Arguments", "DrawnValues", "Weights", "WeightsHeader", "Math");

  @Test
  void emitsWhatWasReviewed() throws IOException {
    EmitOptions options = new EmitOptions("com.acme", Release.JAVA_11, MathMode.FAST, "d1ge57");
    for (GeneratedFile file : new NetEmitter(options).emit(SmallNet.program(Precision.FLOAT))) {
      String simpleName = file.className().replace("com.acme.", "");
      if (FIXED.contains(simpleName.replaceFirst("Small", ""))) {
        continue;
      }
      Path golden = FOLDER.resolve(simpleName + ".java");
      if (Boolean.getBoolean("goldens.rewrite")) {
        Files.createDirectories(FOLDER);
        Files.writeString(golden, file.text());
      }
      assertThat(file.text()).isEqualTo(Files.readString(golden));
    }
  }
}
