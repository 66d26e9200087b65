package dev.layerc.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecFolderTest {
  @TempDir Path base;
  private Path folder;

  @BeforeEach
  void makeFolder() {
    folder = base.resolve("src/main/nn");
  }

  @Test
  void theFolderIsThePackage() throws IOException {
    spec("com/acme/b.nn");
    spec("com/acme/a.nn");
    spec("top.nn");
    assertThat(find(Optional.empty()))
        .containsExactly(
            new SpecFile(folder.resolve("com/acme/a.nn"), "src/main/nn/com/acme/a.nn", "com.acme"),
            new SpecFile(folder.resolve("com/acme/b.nn"), "src/main/nn/com/acme/b.nn", "com.acme"),
            new SpecFile(folder.resolve("top.nn"), "src/main/nn/top.nn", ""));
  }

  @Test
  void aGivenPackageHoldsForAll() throws IOException {
    spec("one-two/a.nn");
    assertThat(find(Optional.of("org.nets")))
        .extracting(SpecFile::packageName)
        .containsExactly("org.nets");
  }

  @Test
  void excludesLeaveOut() throws IOException {
    spec("a.nn");
    spec("old/b.nn");
    spec("notes.txt");
    assertThat(folder().find(List.of("**/*.nn"), List.of("old/**")))
        .extracting(SpecFile::name)
        .containsExactly("src/main/nn/a.nn");
  }

  @Test
  void noFolderNoFiles() {
    assertThat(find(Optional.empty())).isEmpty();
  }

  @Test
  void aFolderThatIsNoPackageIsTold() throws IOException {
    spec("com/my-nets/a.nn");
    assertThatThrownBy(() -> find(Optional.empty()))
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("src/main/nn/com/my-nets/a.nn")
        .hasMessageContaining("'com.my-nets'");
  }

  @Test
  void aFolderOutsideOfTheProjectIsNamedFromItself() throws IOException {
    spec("com/a.nn");
    SpecFolder elsewhere = new SpecFolder(folder, base.resolve("module"), Optional.empty());
    assertThat(elsewhere.find(List.of("**/*.nn"), List.of()))
        .extracting(SpecFile::name)
        .containsExactly("com/a.nn");
  }

  private List<SpecFile> find(Optional<String> packageName) {
    return new SpecFolder(folder, base, packageName).find(List.of("**/*.nn"), List.of());
  }

  private SpecFolder folder() {
    return new SpecFolder(folder, base, Optional.empty());
  }

  private void spec(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
  }
}
