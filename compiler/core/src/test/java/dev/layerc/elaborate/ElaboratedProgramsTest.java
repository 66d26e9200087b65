package dev.layerc.elaborate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.DiagnosticPrinter;
import dev.layerc.diag.SourceFile;
import dev.layerc.equation.EquationPrinter;
import dev.layerc.equation.Program;
import dev.layerc.equation.ProgramVerifier;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file of {@code elaborated} has its equations beside it, and the warnings. {@code mvn test
 * -Dtest=ElaboratedProgramsTest -Dgoldens.rewrite=true} writes these anew.
 */
class ElaboratedProgramsTest {
  private static final String FOLDER = "elaborated";

  static Stream<SourceFile> specs() throws IOException {
    return SpecFiles.in(FOLDER);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void makesTheseEquations(SourceFile spec) throws IOException {
    DiagnosticLog log = new DiagnosticLog();
    List<Program> programs = SpecFiles.elaborate(spec, log);
    StringBuilder actual = new StringBuilder(new DiagnosticPrinter(false).print(log.sorted()));
    for (Program program : programs) {
      ProgramVerifier.verify(program);
      actual.append(EquationPrinter.fullNames().print(program)).append('\n');
    }
    assertThat(log.errors()).isEmpty();
    assertThat(actual.toString()).isEqualTo(SpecFiles.golden(FOLDER, spec, actual.toString()));
  }
}
