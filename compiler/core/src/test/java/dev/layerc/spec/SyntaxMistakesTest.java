package dev.layerc.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.DiagnosticPrinter;
import dev.layerc.diag.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file of {@code mistakes/syntax} has beside it what the user is told. {@code mvn test
 * -Dtest=SyntaxMistakesTest -Dgoldens.rewrite=true} writes these anew.
 */
class SyntaxMistakesTest {
  private static final Path FOLDER = Path.of("src/test/resources/mistakes/syntax");

  static Stream<SourceFile> mistakes() {
    return Examples.in("mistakes/syntax").stream();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void tellsEveryMistake(SourceFile mistake) throws IOException {
    DiagnosticLog log = new DiagnosticLog();
    SpecParser.parse(mistake, log);
    String told = new DiagnosticPrinter(false).print(log.sorted());
    Path golden = FOLDER.resolve(mistake.name().replace(".nn", ".txt"));
    if (Boolean.getBoolean("goldens.rewrite")) {
      Files.writeString(golden, told);
    }
    assertThat(log.hasErrors()).isTrue();
    assertThat(told).isEqualTo(Files.readString(golden));
  }
}
