package dev.layerc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompileCommandTest {
  @TempDir Path folder;
  private Path spec;
  private Path target;

  @BeforeEach
  void write() throws IOException {
    spec = Files.writeString(folder.resolve("xor.nn"), Specs.XOR);
    target = folder.resolve("out");
  }

  @Test
  void writesTheClassesAndListsThem() {
    Ran ran = Ran.layerc("compile", spec, "-o", target, "--package", "com.acme");
    Path face = target.resolve("com/acme/Xor.java");
    assertThat(ran.all()).startsWith("exit 0").contains("wrote " + face);
    assertThat(face).content().contains("package com.acme;", "public final class Xor");
  }

  @Test
  void rewritesOnlyWhatChanges() throws IOException {
    Ran.layerc("compile", spec, "-o", target);
    Path face = target.resolve("Xor.java");
    FileTime old = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(face, old);
    Ran again = Ran.layerc("compile", spec, "-o", target);
    assertThat(again.all()).startsWith("exit 0").contains("kept  " + face).doesNotContain("wrote");
    assertThat(Files.getLastModifiedTime(face)).isEqualTo(old);
    Files.writeString(face, "spoilt");
    assertThat(Ran.layerc("compile", spec, "-o", target).out()).contains("wrote " + face);
    assertThat(face).content().contains("class Xor");
  }

  @Test
  void aMistakeInOneFileWritesNothing() throws IOException {
    Path wrong =
        Files.writeString(
            folder.resolve("wrong.nn"),
            "net Wrong {\n  input x[2]\n  output z = x -> denes(3)\n}\n");
    Ran ran = Ran.layerc("compile", spec, wrong, "-o", target);
    assertThat(ran.all())
        .startsWith("exit 1")
        .contains("wrong.nn:3:19: error:", "denes", "did you mean 'dense'?", "^")
        .doesNotContain("Exception");
    assertThat(target).doesNotExist();
  }

  @Test
  void shapesThatDoNotFitAreTold() throws IOException {
    Path wrong =
        Files.writeString(
            folder.resolve("wrong.nn"),
            "net Wrong {\n  input x[2]\n  input y[3]\n  output z = x + y\n}\n");
    assertThat(Ran.layerc("compile", wrong, "-o", target).all())
        .startsWith("exit 1")
        .contains("wrong.nn:4:", "[2]", "[3]");
  }

  @Test
  void twoNetsOfOneNameAreRefused() throws IOException {
    Path same = Files.writeString(folder.resolve("same.nn"), Specs.XOR);
    assertThat(Ran.layerc("compile", spec, same, "-o", target).all())
        .startsWith("exit 1")
        .contains("net Xor would have the file Xor.java, which a net of " + spec + " has already");
    assertThat(Ran.layerc("compile", spec, spec, "-o", target).all())
        .startsWith("exit 1")
        .contains("which a net of " + spec + " has already");
    assertThat(target).doesNotExist();
  }

  @Test
  void aPlaceThatCannotHoldFilesIsTold() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "kept");
    assertThat(Ran.layerc("compile", spec, "-o", file).all())
        .startsWith("exit 3")
        .contains(file + ": cannot hold files: is not a directory");
    assertThat(file).hasContent("kept");
    assertThat(Ran.layerc("compile", spec).all()).startsWith("exit 2").contains("-o DIR");
  }

  @Test
  void aReportTellsWhatANetCosts() throws IOException {
    Path digits = Files.writeString(folder.resolve("digits.nn"), Specs.DIGITS);
    Ran ran = Ran.layerc("compile", digits, "-o", target, "--report");
    assertThat(ran.all())
        .startsWith("exit 0")
        .contains("net Digits\n  101770 parameters\n")
        // 784 * 128 + 128 * 10; four bytes for each of 128 + 10 + 1 numbers, and for 12 with which
        // the row of 128 ends at the end of a line of the cache.
        .contains("prediction: 101632 multiply-adds a sample; workspace 604 bytes a sample")
        .contains("  relu1: rows along o, 100352 multiply-adds a sample\n    relu1.y[o] = max(sum")
        .containsPattern("bytecode: \\d+ bytes in \\d+ methods of \\d+ classes")
        .containsPattern("  \\d+ DigitsForward.relu1Tile4x2\\n");
  }

  @Test
  void aReportTellsOfCodeOnVectorsToo() throws IOException {
    Path digits = Files.writeString(folder.resolve("digits.nn"), Specs.DIGITS);
    assertThat(Ran.layerc("compile", digits, "-o", target, "--target", "simd", "--report").all())
        .startsWith("exit 0")
        .contains("relu1: rows along o, in vectors where there are any")
        .containsPattern("  \\d+ DigitsVectorTiles.relu1\\w+\\n");
  }

  /** The block of an explained schedule that begins with the given text. */
  private String explained(String net, String begin, Object... options) throws IOException {
    Path file = Files.writeString(folder.resolve("net.nn"), net);
    List<Object> arguments =
        new ArrayList<>(List.of("compile", file, "-o", target, "--explain-schedule"));
    arguments.addAll(List.of(options));
    Ran ran = Ran.layerc(arguments.toArray());
    assertThat(ran.all()).startsWith("exit 0").contains("\n" + begin);
    int from = ran.out().indexOf("\n" + begin) + 1;
    return ran.out().substring(from, ran.out().indexOf("\n\n", from));
  }

  @Test
  void aScheduleIsExplainedByWhatDecidedIt() throws IOException {
    assertThat(explained(Specs.DIGITS, "forward, in relu1: relu1.y[o] = max("))
        .contains("(net.nn:4)\n  100,352 multiply-adds a sample; reads 401,920 bytes and 3,136 a")
        .contains("dense1.W [128, 784], where kept, in rows of 128: the sums that touch it take")
        .containsPattern("\n  \\+ rows along o, shared by values of the samples: about [\\d,]+ ns")
        .containsPattern("\n  - loops: about [\\d,]+ ns")
        .contains("\n  - written out: a sample's prediction takes 813,966 operations; up to 1,000")
        .contains("\n  - vectors: the target is plain");
    assertThat(explained(Specs.DIGITS, "predict, in dense2: z[o] ="))
        .contains("  + loops: about ", "  - rows: dense2.W[o,i] is read along o with stride 128");
    assertThat(explained(Specs.DIGITS, "predict, in relu1: ", "--target", "simd"))
        .contains("  + rows along o", "  + vectors: ");
  }

  @Test
  void costsAreOfTheDeclaredBatch() throws IOException {
    assertThat(explained(Specs.STRIDED, "forward, in relu1Y: ", "--target", "simd"))
        .containsPattern("\n  \\+ rows along the samples, .* ns for 16 samples\n");
    String small = Specs.STRIDED.replace("batch = 64", "batch = 4");
    assertThat(explained(small, "forward, in relu1: ", "--target", "simd"))
        .containsPattern("\n  \\+ loops: about [\\d,]+ ns for 4 samples\n");
  }

  @Test
  void aTinyNetIsWrittenOutBecauseOfItsSize() throws IOException {
    assertThat(explained(Specs.XOR, "predict, in outputs: "))
        .containsPattern(
            "\\+ written out: a sample's prediction takes \\d{3} operations; up to 1,000")
        .doesNotContain("+ loops", "- ");
  }

  @Test
  void aPhaseCanBePrinted() {
    assertThat(Ran.layerc("compile", spec, "--print-after", "elaborate").all())
        .startsWith("exit 0")
        .contains("dense1.W");
    assertThat(Ran.layerc("compile", spec, "--print-after", "nothing").all())
        .startsWith("exit 2")
        .contains("ELABORATE");
  }
}
