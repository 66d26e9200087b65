package dev.layerc.samples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  private static final Settings BRIEFLY =
      Settings.parse(List.of("--seconds", "0.1", "--sample", "0.01", "--samples", "2"));

  @Test
  void linesAreThoseOfTheComparison() throws IOException {
    List<String> lines = new ArrayList<>();
    ForkedJvm jvm = ForkedJvm.likeThis();
    Results.fork(jvm, "plain", Workloads.named("W1"), BRIEFLY, lines::add);
    Results.fork(jvm, "plain", Workloads.named("W6"), BRIEFLY, lines::add);
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0)).isEqualTo("CHECK,layerc-plain,W1,0.397455");
    assertThat(lines.subList(1, 3))
        .allMatch(l -> l.matches("RESULT,layerc-plain,W1,\\d+\\.\\d\\d"));
    assertThat(lines.get(3)).isEqualTo("LOSS,layerc-plain,W6,4000,0.659279,0.006164");
    assertThat(lines.subList(4, 6))
        .allMatch(l -> l.matches("RESULT,layerc-plain,W6,\\d+\\.\\d\\d"));
  }

  @Test
  void stepsGrowWithTheWork() {
    List<Double> nanos = new ArrayList<>();
    new Timing(0.05, 0.02, 3)
        .measure(
            k -> {
              double x = k;
              for (int i = 0; i < 1000; i++) {
                x = Math.sqrt(x + i);
              }
              return (float) x;
            },
            nanos::add);
    assertThat(nanos).hasSize(3).allMatch(n -> n > 100);
  }

  @Test
  void badOptionsAreTold() {
    for (List<String> bad :
        List.of(
            List.of("--only", "W9"),
            List.of("--only"),
            List.of("--seconds", "long"),
            List.of("--fast", "1"))) {
      assertThatThrownBy(() -> Settings.parse(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void startUpPredicts(@TempDir Path folder) throws IOException {
    Workload workload = Workloads.named("W2");
    StartUp.FirstRun first = new Contestant.OfTarget(Target.PLAIN).firstRun(workload, folder);
    List<String> lines = new ArrayList<>();
    ForkedJvm.likeThis().run(first.main(), first.arguments(), lines::add);
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).startsWith("0.1187");
  }

  @Test
  void aPlotIsAPicture(@TempDir Path folder) throws IOException {
    ScalingPlot plot = new ScalingPlot("784-n-10");
    plot.add("prediction", List.of(16.0, 4096.0), List.of(100.0, 50.0));
    Path file = folder.resolve("plot.png");
    plot.write(file);
    assertThat(Files.readAllBytes(file)).startsWith(0x89, 'P', 'N', 'G').hasSizeGreaterThan(1000);
  }

  @Test
  void everyWidthOfTheScalingIsThere() {
    for (int n : Workloads.SCALES) {
      assertThat(Workloads.scaledPrediction(n).start(Target.PLAIN).run(0)).isBetween(0f, 1f);
    }
  }
}
