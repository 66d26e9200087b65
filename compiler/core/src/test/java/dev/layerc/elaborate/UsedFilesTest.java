package dev.layerc.elaborate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.equation.Program;
import dev.layerc.spec.SpecParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsedFilesTest {
  private final DiagnosticLog log = new DiagnosticLog();

  private List<Program> elaborate(Map<String, String> files) {
    SourceResolver resolver =
        (user, path) -> {
          String name =
              Path.of(user.name()).resolveSibling(path).normalize().toString().replace('\\', '/');
          if (!files.containsKey(name)) {
            throw new IOException("there is no file " + name);
          }
          return new SourceFile(name, files.get(name));
        };
    SourceFile main = new SourceFile("main.nn", files.get("main.nn"));
    return Elaborator.elaborate(SpecParser.parse(main, log), resolver, log);
  }

  @Test
  void whatAUsedFileDeclaresIsSeen() {
    List<Program> programs =
        elaborate(
            Map.of(
                "main.nn", "use \"parts/a.nn\" net N { input x[N4] output z = x -> twice(3) }",
                "parts/a.nn", "use \"../b.nn\" layer twice(n) : x[I] -> y[n] { y = x -> 2 * d(n) }",
                "b.nn", "const N4 = 4 layer d(n) : x[I] -> y[n] { y = x -> dense(n) }"));
    assertThat(log.sorted()).isEmpty();
    assertThat(programs.get(0).parameters())
        .extracting(p -> p.tensor().name())
        .contains("twice1.d2.dense1.W");
  }

  @Test
  void aFileUsedTwiceIsOneFile() {
    elaborate(
        Map.of(
            "main.nn", "use \"a.nn\" use \"b.nn\" net N { input x[2] output z = x -> f -> g }",
            "a.nn", "use \"b.nn\" fn f(x) = g(x) + 1",
            "b.nn", "fn g(x) = 2 * x"));
    assertThat(log.sorted()).isEmpty();
  }

  @Test
  void aCircleIsTold() {
    elaborate(
        Map.of(
            "main.nn", "use \"a.nn\"",
            "a.nn", "\nuse \"main.nn\""));
    assertThat(log.errors())
        .extracting(Diagnostic::toString)
        .containsExactly(
            "a.nn:2:1: error: files use one another in a circle: main.nn -> a.nn -> main.nn.");
  }

  @Test
  void aMissingFileIsTold() {
    elaborate(Map.of("main.nn", "use \"a.nn\""));
    assertThat(log.errors())
        .extracting(Diagnostic::toString)
        .containsExactly("main.nn:1:1: error: \"a.nn\" cannot be used: there is no file a.nn.");
  }

  @Test
  void aMistakeInAUsedFileIsToldThere() {
    elaborate(
        Map.of(
            "main.nn", "use \"a.nn\" net N { input x[2] output z = x -> f }",
            "a.nn", "layer f : x[I] -> y[I] {\n  y[i] = x[i] * w\n}"));
    assertThat(log.errors())
        .extracting(Diagnostic::toString)
        .containsExactly("a.nn:2:17: error: unknown name 'w'.");
  }

  @Test
  void twoDeclarationsOfOneNameAreTold() {
    elaborate(
        Map.of(
            "main.nn", "use \"a.nn\" fn f(x) = x",
            "a.nn", "fn f(x) = 2 * x"));
    assertThat(log.errors()).extracting(Diagnostic::text).containsExactly("'f' is declared twice.");
  }
}
