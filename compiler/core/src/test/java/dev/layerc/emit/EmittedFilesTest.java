package dev.layerc.emit;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.layerc.equation.Precision;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Emitted files as text and as class files. */
class EmittedFilesTest {
  private static List<GeneratedFile> emit(Release release, MathMode math, Precision precision) {
    EmitOptions options = new EmitOptions("com.acme", release, math, "d1ge57");
    return new NetEmitter(options).emit(SmallNet.program(precision));
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void compileWithoutWarningsForEveryRelease(Release release) {
    CompiledNet.of(emit(release, MathMode.FAST, Precision.FLOAT), release.number());
  }

  @Test
  void compileForDoubles() {
    CompiledNet.of(emit(Release.JAVA_8, MathMode.STRICT, Precision.DOUBLE), 8);
  }

  @Test
  void compileAlone() {
    List<JavaFileObject> sources =
        emit(Release.JAVA_11, MathMode.FAST, Precision.FLOAT).stream()
            .map(file -> JavaFileObjects.forSourceString(file.className(), file.text()))
            .toList();
    Compilation compilation =
        javac().withClasspath(List.of()).withOptions("-Xlint:all", "-Werror").compile(sources);
    assertThat(compilation).succeededWithoutWarnings();
  }

  @Test
  void referToTheBaseModuleAlone(@TempDir Path directory) throws IOException {
    CompiledNet net = CompiledNet.of(emit(Release.JAVA_11, MathMode.FAST, Precision.FLOAT), 11);
    for (Map.Entry<String, byte[]> entry : net.classes.entrySet()) {
      Path file = directory.resolve(entry.getKey().replace('.', '/') + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, entry.getValue());
    }
    StringWriter told = new StringWriter();
    PrintWriter writer = new PrintWriter(told);
    int exit =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(writer, writer, "--print-module-deps", directory.toString());
    assertThat(exit).isZero();
    assertThat(told.toString().strip()).isEqualTo("java.base");
  }

  @Test
  void haveTheSameBytesTwice() {
    assertThat(emit(Release.JAVA_11, MathMode.FAST, Precision.FLOAT))
        .isEqualTo(emit(Release.JAVA_11, MathMode.FAST, Precision.FLOAT));
  }

  @Test
  void areNarrowAsciiWithUnixLines() {
    for (GeneratedFile file : emit(Release.JAVA_11, MathMode.FAST, Precision.DOUBLE)) {
      assertThat(file.text()).isASCII().doesNotContain("\r", "\t").endsWith("}\n");
      assertThat(file.text().lines()).allMatch(line -> line.length() <= 100);
      assertThat(file.text()).contains("@Small.Generated");
    }
  }

  @Test
  void oldReleasesDoWithoutFma() {
    assertThat(text(Release.JAVA_8)).doesNotContain("Math.fma").contains("sum = w[0][i] * h[n][i]");
    assertThat(text(Release.JAVA_11)).contains("Math.fma(w[0][i], h[n][i], sum)");
  }

  private static String text(Release release) {
    return emit(release, MathMode.FAST, Precision.FLOAT).stream()
        .filter(file -> file.className().equals("com.acme.SmallForward"))
        .findFirst()
        .orElseThrow()
        .text();
  }
}
