package dev.layerc.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.CompilerOptions;
import dev.layerc.classfile.ClassFile;
import dev.layerc.emit.GeneratedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Javadoc of the generated classes tells what they cost; by hand, and by their class files. */
class ReportTest {
  private static final String TEXT =
      """
      net Told {
        input  x[20]
        target int<3> label
        z = x -> dense(8) -> relu -> dense(3)
        output p = z -> softmax
        loss   cross_entropy(z, label)
        train  adam(lr = 0.01)
      }
      """;

  private static final Pattern METHOD = Pattern.compile("(?m)^ \\* (\\w+): (\\D+), (\\d+) bytes$");

  private static final List<GeneratedFile> SOURCES =
      SampleSpecs.sources(
          SampleSpecs.compile("told.nn", TEXT, CompilerOptions.inPackage("com.acme")));

  @TempDir private Path directory;

  private static String source(String name) {
    return SOURCES.stream()
        .filter(file -> file.className().equals("com.acme." + name))
        .findFirst()
        .orElseThrow()
        .text();
  }

  /**
   * 20 * 8 + 8 + 8 * 3 + 3 parameters, 20 * 8 + 8 * 3 products forward; back, each weight's
   * gradient has as many, and what reaches the hidden units 8 * 3.
   */
  @Test
  void theClassTellsTheTotals() {
    assertThat(source("Told"))
        .contains("\n * 195 parameters\n")
        .contains("\n * prediction: 184 multiply-adds a sample; workspace ")
        .contains("\n * training: 392 multiply-adds a sample; workspace ")
        .containsPattern(
            "\n \\* \\d+ methods compute it, each of at most \\d+ bytes of bytecode\n");
  }

  @Test
  void thePassesTellTheStrategies() throws IOException {
    Map<String, Integer> sizes = sizes();
    for (String pass : List.of("ToldForward", "ToldBackward")) {
      List<MatchResult> told = METHOD.matcher(source(pass)).results().toList();
      assertThat(told).hasSizeGreaterThan(2);
      for (MatchResult line : told) {
        assertThat(line.group(2)).matches("(rows along|loops|tiles|vectors).*");
        assertThat(sizes.get(pass + "." + line.group(1)))
            .as(line.group())
            .isPositive()
            .isLessThanOrEqualTo(Integer.parseInt(line.group(3)));
      }
    }
  }

  private Map<String, Integer> sizes() throws IOException {
    Map<String, Integer> sizes = new HashMap<>();
    for (ClassFile file : JavaCompilers.classes(JavaCompilers.javac(SOURCES, 11, directory))) {
      String owner = file.name().replace("com.acme.", "");
      file.methods().forEach(method -> sizes.put(owner + "." + method.name(), method.bytes()));
    }
    return sizes;
  }
}
