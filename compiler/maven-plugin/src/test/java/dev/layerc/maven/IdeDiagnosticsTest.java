package dev.layerc.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.codehaus.plexus.build.BuildContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdeDiagnosticsTest {
  @TempDir Path base;
  private final List<Object> calls = new ArrayList<>();

  @Test
  void aMarkerHasItsPlaceAndShowsIt() throws IOException {
    String text = "net A {\n  wrong\n}\n";
    SpecFile spec = new SpecFile(Files.writeString(base.resolve("a.nn"), text), "a.nn", "");
    listener().report(spec, FakeCompiler.mistake(spec, text));
    assertThat(calls)
        .containsExactly(
            "addMessage",
            base.resolve("a.nn").toFile(),
            2,
            3,
            "'#' does not begin a comment.\n  wrong\n  ^^^^^\nhint: write //",
            BuildContext.SEVERITY_ERROR,
            null);
  }

  @Test
  void whatIsNoFileIsToldAtTheSpec() {
    SpecFile spec = new SpecFile(base.resolve("a.nn"), "a.nn", "");
    SpecFile prelude = new SpecFile(base.resolve("x"), "prelude.nn", "");
    listener().report(spec, FakeCompiler.mistake(prelude, "wrong"));
    assertThat((File) calls.get(1)).isEqualTo(base.resolve("a.nn").toFile());
  }

  private IdeDiagnostics listener() {
    BuildContext context =
        (BuildContext)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {BuildContext.class},
                (proxy, method, arguments) -> {
                  calls.add(method.getName());
                  calls.addAll(Arrays.asList(arguments));
                  return null;
                });
    return new IdeDiagnostics(context, base);
  }
}
