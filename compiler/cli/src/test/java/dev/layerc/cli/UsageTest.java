package dev.layerc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {
  @TempDir Path folder;

  @Test
  void helpAndVersion() {
    assertThat(Ran.layerc("--help").all())
        .startsWith("exit 0")
        .contains("compile", "check", "run", "train", "Exit codes:", "Examples:");
    assertThat(Ran.layerc("train", "--help").all()).startsWith("exit 0").contains("--epochs");
    assertThat(Ran.layerc("--version").all()).startsWith("exit 0").contains("layerc");
  }

  @Test
  void wrongUsageIsToldInShort() {
    assertThat(Ran.layerc().all())
        .isEqualTo(
            "exit 2\nlayerc: error: What is to be done? Name a command.\nTry 'layerc --help'.\n");
    assertThat(Ran.layerc("trian").all()).startsWith("exit 2").contains("train");
    assertThat(Ran.layerc("train", "net.nn").all())
        .startsWith("exit 2")
        .contains("'--data=PATH'", "Try 'layerc train --help'.");
    assertThat(Ran.layerc("compile", "net.nn", "--release", "12").all())
        .startsWith("exit 2")
        .contains("--release 12: 8, 11 or 17");
    assertThat(Ran.layerc("compile", "net.nn", "-o", folder, "--package", "a.class.b").all())
        .startsWith("exit 2")
        .contains("not the name of a package");
    assertThat(Ran.layerc("train", "net.nn", "--data", "d", "--epochs", "0").all())
        .startsWith("exit 2")
        .contains("--epochs 0: at least 1");
    assertThat(Ran.layerc("run", "net.nn", "--param-init", "5", "--inputs", "i", "-o", "o").all())
        .startsWith("exit 2")
        .contains("'5' is not of the form seed=42");
  }

  @Test
  void aSpecThatCannotBeRead() throws IOException {
    Path missing = folder.resolve("missing.nn");
    assertThat(Ran.layerc("compile", missing, "-o", folder).all())
        .isEqualTo("exit 3\nlayerc: error: " + missing + ": no such file or directory\n");
    assertThat(Ran.layerc("check", folder).all()).startsWith("exit 3").contains("is a directory");
    Path latin = folder.resolve("latin.nn");
    Files.write(latin, "net é".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(Ran.layerc("check", latin).all()).startsWith("exit 3").contains("not UTF-8");
  }
}
