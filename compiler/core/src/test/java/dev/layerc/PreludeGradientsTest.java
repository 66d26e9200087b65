package dev.layerc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.GradientCases.Case;
import dev.layerc.elaborate.Prelude;
import dev.layerc.spec.Declaration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every layer, function and loss of the prelude, at the settings of its folder: interpreter,
 * emitted class and finite differences agree.
 */
class PreludeGradientsTest {
  private static final int SETTINGS = 3;
  private static final Pattern NET = Pattern.compile("^net ", Pattern.MULTILINE);

  static List<Case> cases() {
    return GradientCases.all();
  }

  static List<String> declarations() {
    return Prelude.spec().declarations().stream().flatMap(d -> name(d).stream()).toList();
  }

  private static Optional<String> name(Declaration declaration) {
    if (declaration instanceof Declaration.Layer layer) {
      return Optional.of(layer.name().text());
    }
    if (declaration instanceof Declaration.Function function) {
      return Optional.of(function.name().text());
    }
    return Optional.empty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyWayGivesTheSameNumbers(Case nets) {
    ThreeWays.check(nets.text(), nets.batch(), 11, nets::fix);
  }

  /** Fails for a new layer that nobody wrote cases for. */
  @ParameterizedTest
  @MethodSource("declarations")
  void hasCases(String declaration) {
    Stream<String> texts =
        GradientCases.in(GradientCases.PRELUDE.resolve(declaration)).stream().map(Case::text);
    long nets = texts.mapToLong(text -> NET.matcher(text).results().count()).sum();
    assertThat(nets).isGreaterThanOrEqualTo(SETTINGS);
  }
}
