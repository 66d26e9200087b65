package dev.layerc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.diag.SourceFile;
import dev.layerc.spec.SpecParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the language reference are whole files of the language. */
class LanguageReferenceTest {
  private static final Path REFERENCE = Path.of("../../grammar/LANGUAGE.md");
  private static final Pattern EXAMPLE = Pattern.compile("```nn\n(.*?)```", Pattern.DOTALL);

  static Stream<String> examples() throws IOException {
    Matcher matcher = EXAMPLE.matcher(Files.readString(REFERENCE));
    List<String> examples = new ArrayList<>();
    while (matcher.find()) {
      examples.add(matcher.group(1));
    }
    assertThat(examples).hasSizeGreaterThan(8);
    return examples.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void parses(String example) {
    SourceFile source = new SourceFile("LANGUAGE.md", example);
    assertThat(SpecParser.parse(source).declarations()).isNotEmpty();
  }
}
