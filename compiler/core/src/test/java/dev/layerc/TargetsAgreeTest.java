package dev.layerc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.layerc.GradientCases.Case;
import dev.layerc.equation.Feature;
import dev.layerc.equation.RandomNetworks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Target simd is as exact as target plain: its error against a run in double is at most twice that
 * of plain, on random networks of sizes that have kernels and on all samples.
 */
class TargetsAgreeTest {
  /** How many networks; a longer run is asked for with {@code -Dtargets.networks=500}. */
  private static final int COUNT = Integer.getInteger("targets.networks", 6);

  /** Multiply-adds of a sample up to which a net of the samples takes part. */
  private static final long MOST_WORK = COUNT >= 500 ? Long.MAX_VALUE : 50_000;

  /** Networks that javac takes at once. */
  private static final int TOGETHER = 8;

  private static final int[] BATCHES = {1, 4, 5, 13, 16, 33};

  private static final List<String> SAMPLES =
      List.of("bench", "charlm", "circuits", "digits", "lenet", "notes", "resnet", "xor");

  static List<Case> samples() {
    return SAMPLES.stream()
        .map(name -> Path.of("..", "..", "samples", name, "src", "main", "nn"))
        .flatMap(folder -> GradientCases.in(folder).stream())
        .toList();
  }

  @BeforeAll
  static void skipsWhereRegistersAreNarrow() {
    assumeTrue(ThreeWays.hasWideVectors(), "this processor has no vectors of 256 bits");
  }

  @Test
  void onRandomNetworks(TestReporter reporter) {
    RatioTally tally = new RatioTally();
    for (int from = 0; from < COUNT; from += TOGETHER) {
      List<String> texts = new ArrayList<>();
      for (int seed = from; seed < Math.min(from + TOGETHER, COUNT); seed++) {
        texts.add(RandomNetworks.largeText(seed, EnumSet.allOf(Feature.class)));
      }
      List<ErrorsOfTargets> nets = ErrorsOfTargets.compile(texts, Long.MAX_VALUE);
      for (int i = 0; i < nets.size(); i++) {
        nets.get(i).check(BATCHES[(from + i) % BATCHES.length], tally);
      }
    }
    reporter.publishEntry("random networks", tally.toString());
    assertThat(tally.inVectors()).as("networks with vectors").isGreaterThan(COUNT / 2);
    assertThat(tally.different()).as("tensors whose targets differ").isPositive();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void onSamples(Case nets, TestReporter reporter) {
    RatioTally tally = new RatioTally();
    ErrorsOfTargets.compile(List.of(nets.text()), MOST_WORK).forEach(net -> net.check(13, tally));
    assumeTrue(tally.networks() > 0, "only with -Dtargets.networks=500: it takes long");
    reporter.publishEntry(nets.name(), tally.toString());
  }
}
