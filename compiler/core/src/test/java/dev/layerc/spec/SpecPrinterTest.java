package dev.layerc.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.diag.SourceFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SpecPrinterTest {
  static Stream<SourceFile> examples() {
    return Examples.in("examples").stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void printsWhatReadsBackTheSame(SourceFile example) {
    assertReadsBack(SpecParser.parse(example));
  }

  @Test
  void printsRandomSpecsThatReadBackTheSame() {
    for (int seed = 0; seed < 100; seed++) {
      assertReadsBack(new RandomSpecs(seed).next());
    }
  }

  private static void assertReadsBack(Spec spec) {
    String printed = SpecPrinter.print(spec);
    Spec again = SpecParser.parse(new SourceFile("printed.nn", printed));
    assertThat(withoutPlaces(again)).as(printed).isEqualTo(withoutPlaces(spec));
    assertThat(SpecPrinter.print(again)).isEqualTo(printed);
  }

  /** A span prints as its place, so that the records' own text shows all but the places. */
  private static String withoutPlaces(Spec spec) {
    return spec.declarations().toString().replaceAll("[\\w.-]+\\.nn:\\d+:\\d+", "@");
  }

  /** What stands left is grouped as what stands right. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "sum[j] W[i, j] * x[j] + b[i] ~ (sum[j] (W[i, j] * x[j])) + b[i]",
        "a * sum[i] x * y ~ a * (sum[i] (x * y))",
        "-x^2 ~ -(x^2)",
        "2^3^4 ~ 2^(3^4)",
        "2^-x^2 ~ 2^(-(x^2))",
        "a - b - c ~ (a - b) - c",
        "-a * b ~ (-a) * b",
        "a || b && c ~ a || (b && c)",
        "a < b == c ~ (a < b) == c",
        "a ? b : c ? d : e ~ a ? b : (c ? d : e)",
        "a && b ? c + 1 : d ~ (a && b) ? (c + 1) : d",
        "!a && b ~ (!a) && b"
      })
  void printsNoBracketThatIsNotNeeded(String least, String grouped) {
    assertThat(reprinted(least)).isEqualTo(least);
    assertThat(reprinted(grouped)).isEqualTo(least);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "(sum[i] x) * y",
        "(-x)^2",
        "a - (b - c)",
        "(2^3)^4",
        "a * (sum[i] x) * y",
        "(a -> f) + b",
        "sum[i] (x + y)",
        "(a ? b : c) ? d : e",
        "(a < b) < c",
        "-(a + b)",
        "(a || b) && c"
      })
  void printsEveryBracketThatIsNeeded(String expression) {
    assertThat(reprinted(expression)).isEqualTo(expression);
  }

  private static String reprinted(String expression) {
    Spec spec = SpecParser.parse(new SourceFile("a.nn", "const a = " + expression));
    return SpecPrinter.print(spec).replace("const a = ", "").strip();
  }
}
