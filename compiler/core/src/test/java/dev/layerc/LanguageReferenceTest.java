package dev.layerc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.diag.DiagnosticLog;
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
import org.junit.jupiter.params.provider.ValueSource;

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
  void compiles(String example) {
    SourceFile source = new SourceFile("LANGUAGE.md", example);
    assertThat(SpecParser.parse(source).declarations()).isNotEmpty();
    NetCompiler compiler = new NetCompiler(CompilerOptions.inPackage("dev.layerc.reference"));
    List<CompiledNet> nets =
        compiler.compile(source, LanguageReferenceTest::used, new DiagnosticLog());
    assertThat(nets).isNotEmpty();
  }

  /** A file that an example uses is the example that declares the layer block. */
  private static SourceFile used(SourceFile user, String path) throws IOException {
    String declaring =
        examples().filter(example -> example.contains("layer block(")).findFirst().orElseThrow();
    return new SourceFile(path, declaring);
  }

  /** What a file can begin a declaration, a statement, a stage, a reduction or a value with. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "use",
        "const",
        "fn",
        "layer",
        "optimizer",
        "net",
        "float",
        "double",
        "int",
        "input",
        "target",
        "param",
        "state",
        "shared",
        "next",
        "output",
        "loss",
        "metric",
        "gradient",
        "train",
        "frozen",
        "else",
        "where",
        "training",
        "sum",
        "mean",
        "prod",
        "max",
        "min",
        "lse",
        "argmax",
        "batch",
        "random",
        "reshape",
        "size",
        "stop",
        "step"
      })
  void everyWordHasAnExample(String word) throws IOException {
    Pattern whole = Pattern.compile("\\b" + word + "\\b");
    assertThat(examples().anyMatch(example -> whole.matcher(example).find())).isTrue();
  }
}
