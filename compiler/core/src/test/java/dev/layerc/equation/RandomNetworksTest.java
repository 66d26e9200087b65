package dev.layerc.equation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.spec.SpecParser;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RandomNetworksTest {
  private static final Set<Feature> ALL = EnumSet.allOf(Feature.class);

  @Test
  void oneSeedIsOneNetwork() {
    Set<String> texts = new HashSet<>();
    for (long seed = 0; seed < 100; seed++) {
      String text = RandomNetworks.text(seed, ALL);
      assertThat(RandomNetworks.text(seed, ALL)).isEqualTo(text);
      texts.add(text);
    }
    assertThat(texts).hasSizeGreaterThan(95);
  }

  @Test
  void onlyWantedFeaturesOccur() {
    StringBuilder plain = new StringBuilder();
    StringBuilder all = new StringBuilder();
    for (long seed = 0; seed < 200; seed++) {
      plain.append(RandomNetworks.text(seed, EnumSet.noneOf(Feature.class)));
      all.append(RandomNetworks.text(seed, ALL));
    }
    for (String mark :
        new String[] {
          "layer ", "frozen", "shared", "gradient", "conv2d", "lstm", "where", "batch,"
        }) {
      assertThat(plain).doesNotContain(mark);
      assertThat(all).contains(mark);
    }
  }

  @Test
  void everyTextParses() {
    for (long seed = 0; seed < 300; seed++) {
      String text = RandomNetworks.text(seed, ALL);
      DiagnosticLog log = new DiagnosticLog();
      SpecParser.parse(new SourceFile("random.nn", text), log);
      assertThat(log.errors()).as(text).isEmpty();
    }
  }

  @Test
  void shrinkingKeepsTheFailureAndLittleElse() {
    String text =
        """
        layer own1 : x[..., I] -> y[..., I] {
          y[..., i] = tanh(x[..., i])
        }
        net Random : double {
          input x[9]
          h1 = x -> dense(17) -> own1 -> gelu
          h2 = h1 + (h1 -> dense(17))
          z = h2 -> dense(3)
          target y[3]
          loss mse(z, y)
        }
        """;
    Pattern bad = Pattern.compile("x -> dense\\(\\d+\\) -> (own1 -> )?gelu");
    String small =
        NetworkShrinker.shrink(
            text,
            t ->
                bad.matcher(t).find()
                    && t.contains("net Random")
                    && (!t.contains("-> own1") || t.contains("layer own1 :")));
    assertThat(small)
        .contains("x -> dense(1) -> gelu")
        .doesNotContain("layer")
        .doesNotContain("h2")
        .hasLineCount(2)
        .startsWith("net Random");
  }

  @Test
  void whatDoesNotFailAnyMoreIsNotTaken() {
    String text = "net A {\n  input x[8]\n}\n";
    assertThat(NetworkShrinker.shrink(text, t -> t.equals(text))).isEqualTo(text);
  }
}
