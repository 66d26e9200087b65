package dev.layerc.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.layerc.diag.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationTest implements DiagnosticListener {
  @TempDir Path base;
  private final FakeCompiler compiler = new FakeCompiler();
  private final List<String> told = new ArrayList<>();
  private final List<Path> changed = new ArrayList<>();
  private String compilerSettings = "plain 11";
  private String execution = "default";
  private boolean incremental = true;

  @Test
  void aSecondRunHasNothingToDo() throws IOException {
    write("a.nn", "net A\nnet B");
    assertThat(run("a.nn").line()).isEqualTo("Compiled 1 .nn file: 2 files written");
    assertThat(run("a.nn").line()).isEqualTo("Nothing to do: 1 .nn file is up to date");
    assertThat(compiler.compiled).hasSize(1);
  }

  @Test
  void withoutIncrementalEachRunCompiles() throws IOException {
    incremental = false;
    write("a.nn", "net A");
    run("a.nn");
    assertThat(run("a.nn").line()).isEqualTo("Compiled 1 .nn file: 0 files written, 1 unchanged");
  }

  @Test
  void whatTheOutputDependsOnMakesARunNecessary() throws IOException {
    write("layers.nn", "");
    write("a.nn", "use layers.nn\nnet A");
    run("a.nn");
    write("layers.nn", "changed");
    assertThat(run("a.nn").upToDate()).isFalse();
    compilerSettings = "plain 17";
    assertThat(run("a.nn").upToDate()).isFalse();
    Files.delete(generated("A"));
    assertThat(run("a.nn").upToDate()).isFalse();
    Files.writeString(generated("A"), "edited by hand");
    assertThat(run("a.nn").upToDate()).isFalse();
    assertThat(run("a.nn").upToDate()).isTrue();
  }

  @Test
  void aFileIsRewrittenOnlyIfItsBytesChange() throws IOException {
    write("a.nn", "net A");
    write("b.nn", "net B");
    run("a.nn", "b.nn");
    FileTime old = FileTime.fromMillis(1000);
    Files.setLastModifiedTime(generated("A"), old);
    changed.clear();
    write("b.nn", "net B\nnet C");
    Outcome outcome = run("a.nn", "b.nn");
    assertThat(outcome.line()).isEqualTo("Compiled 2 .nn files: 2 files written, 1 unchanged");
    assertThat(Files.getLastModifiedTime(generated("A"))).isEqualTo(old);
    assertThat(changed).containsExactly(generated("B"), generated("C"));
  }

  @Test
  void staleFilesGoAndOthersStay() throws IOException {
    write("a.nn", "net A\nnet B");
    run("a.nn");
    Files.writeString(generated("Mine"), "written by hand");
    write("a.nn", "net B");
    assertThat(run("a.nn").deleted()).isEqualTo(1);
    assertThat(generated("A")).doesNotExist();
    assertThat(generated("Mine")).exists();
    Files.delete(generated("Mine"));
    run();
    assertThat(generated("B").getParent()).doesNotExist();
    assertThat(base.resolve("out")).exists();
  }

  @Test
  void aNetThatMovedToAnotherExecutionIsNotStale() throws IOException {
    write("a.nn", "net A");
    run("a.nn");
    execution = "second";
    run("a.nn");
    execution = "default";
    assertThat(run().deleted()).isZero();
    assertThat(generated("A")).exists();
  }

  @Test
  void aMistakeIsToldAndLeavesTheLastGoodFiles() throws IOException {
    write("a.nn", "net A");
    run("a.nn");
    write("a.nn", "wrong");
    write("b.nn", "net B\nwrong");
    assertThatThrownBy(() -> run("a.nn", "b.nn"))
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("a.nn:1:1: error: ")
        .hasMessageContaining("b.nn:2:1: error: ");
    assertThat(told).hasSize(2);
    assertThat(generated("A")).exists();
    assertThat(generated("B")).doesNotExist();
    assertThatThrownBy(() -> run("a.nn", "b.nn")).isInstanceOf(UserMistake.class);
  }

  @Test
  void twoSpecsMayNotGenerateTheSameFile() throws IOException {
    write("a.nn", "net A");
    write("b.nn", "net A");
    assertThatThrownBy(() -> run("a.nn", "b.nn"))
        .isInstanceOf(UserMistake.class)
        .hasMessage("b.nn and a.nn both generate p/A.java.");
    assertThat(base.resolve("out")).doesNotExist();
  }

  @Test
  void filesThatAreOneWhereCaseDoesNotCountAreTheSame() throws IOException {
    write("a.nn", "net Ab");
    write("b.nn", "net AB");
    assertThatThrownBy(() -> run("a.nn", "b.nn"))
        .isInstanceOf(UserMistake.class)
        .hasMessage("b.nn and a.nn both generate p/AB.java.");
  }

  @Test
  void bytesThatAreNoTextAreTold() throws IOException {
    Files.write(base.resolve("a.nn"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> run("a.nn"))
        .isInstanceOf(UserMistake.class)
        .hasMessage("a.nn is not text in UTF-8.");
  }

  private Outcome run(String... names) throws IOException {
    Settings settings =
        new Settings(
            base.resolve("out"),
            base.resolve("records/" + execution + ".record"),
            compilerSettings,
            false,
            incremental);
    return new Generation(settings, compiler, this).run(specs(names));
  }

  private List<SpecFile> specs(String... names) {
    return Arrays.stream(names).map(n -> new SpecFile(base.resolve(n), n, "p")).toList();
  }

  private Path generated(String name) {
    return base.resolve("out/p/" + name + ".java");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(base.resolve(name), text);
  }

  @Override
  public void begin(SpecFile spec) {}

  @Override
  public void report(SpecFile spec, Diagnostic diagnostic) {
    told.add(diagnostic.toString());
  }

  @Override
  public void changed(Path file) {
    changed.add(file);
  }
}
