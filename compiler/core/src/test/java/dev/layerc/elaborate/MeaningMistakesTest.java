package dev.layerc.elaborate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.DiagnosticPrinter;
import dev.layerc.diag.SourceFile;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file of {@code mistakes/meaning} has beside it what the user is told. {@code mvn test
 * -Dtest=MeaningMistakesTest -Dgoldens.rewrite=true} writes these anew.
 */
class MeaningMistakesTest {
  private static final String FOLDER = "mistakes/meaning";

  static Stream<SourceFile> mistakes() throws IOException {
    return SpecFiles.in(FOLDER);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void tellsEveryMistake(SourceFile mistake) throws IOException {
    DiagnosticLog log = new DiagnosticLog();
    SpecFiles.elaborate(mistake, log);
    String told = anyPreludeLine(new DiagnosticPrinter(false).print(log.sorted()));
    assertThat(told).isNotEmpty().isEqualTo(SpecFiles.golden(FOLDER, mistake, told));
  }

  /** A line added to the prelude does not change what these tests are about. */
  private static String anyPreludeLine(String told) {
    return told.replaceAll("prelude\\.nn:\\d+:", "prelude.nn:*:");
  }
}
