package dev.layerc.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.layerc.diag.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsedFilesTest {
  @TempDir Path base;
  private UsedFiles files;
  private SourceFile spec;

  @BeforeEach
  void readSpec() throws IOException {
    Path nn = Files.createDirectories(base.resolve("src/main/nn/com"));
    Files.writeString(nn.resolve("a.nn"), "spec");
    Files.writeString(nn.resolve("../blocks.nn").normalize(), "blocks");
    Files.write(nn.resolve("binary.nn"), new byte[] {(byte) 0xff});
    files = new UsedFiles(new FileNames(base, base.resolve("src/main/nn")));
    spec = files.read(new SpecFile(nn.resolve("a.nn"), "src/main/nn/com/a.nn", "com"));
  }

  @Test
  void aPathIsRelativeToTheFileThatUsesIt() throws IOException {
    SourceFile used = files.resolve(spec, "../blocks.nn");
    assertThat(used.name()).isEqualTo("src/main/nn/blocks.nn");
    assertThat(used.text()).isEqualTo("blocks");
    assertThat(files.resolve(used, "com/a.nn").name()).isEqualTo(spec.name());
    assertThat(files.paths())
        .containsExactly(
            base.resolve("src/main/nn/blocks.nn"), base.resolve("src/main/nn/com/a.nn"));
  }

  @Test
  void whatCannotBeReadIsTold() {
    assertThatThrownBy(() -> files.resolve(spec, "missing.nn"))
        .isInstanceOf(IOException.class)
        .hasMessage("there is no file src/main/nn/com/missing.nn");
    assertThatThrownBy(() -> files.resolve(spec, "binary.nn"))
        .isInstanceOf(IOException.class)
        .hasMessage("src/main/nn/com/binary.nn is not text in UTF-8");
  }
}
