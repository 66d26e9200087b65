package dev.layerc.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.CompilerOptions;
import dev.layerc.emit.GeneratedFile;
import dev.layerc.schedule.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no careful person would write is in no emitted file, of whichever target. */
class ReadableTextTest {
  private static final Path CASES = Path.of("src/test/resources");

  /** A block that holds nothing: what it should compute is nobody's to store. */
  private static final Pattern EMPTY = Pattern.compile("(for|if|else)\\b[^;{}]*[^{}]*\\{\\s*\\}");

  /** {@code t - 1 >= 0} for {@code t > 0}, {@code 0 <= t} for {@code t >= 0}. */
  private static final Pattern ROUNDABOUT =
      Pattern.compile("[-+] \\d+ (<|>|<=|>=) -?\\d+\\b|[(?:&|=] -?\\d+ (<|>|<=|>=) [a-z]");

  private static final Pattern UNDERSCORED = Pattern.compile("[a-z]\\w*_\\(");

  static List<Path> specs() throws IOException {
    List<Path> specs = new ArrayList<>(SampleSpecs.all());
    for (String folder : List.of("vectors", "training")) {
      try (Stream<Path> files = Files.list(CASES.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".nn")).sorted().forEach(specs::add);
      }
    }
    return specs;
  }

  @ParameterizedTest
  @MethodSource("specs")
  void hasNothingNeedless(Path spec) throws IOException {
    String text = Files.readString(spec);
    for (Target target : Target.values()) {
      CompilerOptions options = CompilerOptions.inPackage("com.acme").withTarget(target);
      SampleSpecs.sources(SampleSpecs.compile(spec.getFileName().toString(), text, options))
          .forEach(ReadableTextTest::isReadable);
    }
  }

  private static void isReadable(GeneratedFile file) {
    String code = file.text().replaceAll("//[^\n]*", "").replaceAll("(?s)/\\*.*?\\*/", "");
    assertThat(code).as(file.className()).doesNotContainPattern(UNDERSCORED);
    if (file.className().matches(".*(Forward|Backward|VectorTiles)")) {
      assertThat(code).as(file.className()).doesNotContainPattern(EMPTY);
      assertThat(code).as(file.className()).doesNotContainPattern(ROUNDABOUT);
    }
    assertThat(file.text().lines())
        .as(file.className())
        .allMatch(line -> line.length() <= 100, "at most 100 characters");
  }
}
