package dev.layerc.samples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * In one JVM with all other workloads, none makes objects: what the JIT compilers learn of vectors
 * from one net, they use for the next. With {@code -Djit.health=true}, on a quiet machine.
 */
@EnabledIfSystemProperty(named = "jit.health", matches = "true")
class SharedJvmTest {
  /** Seconds of the processor before the steps of a workload count. */
  private static final String PATIENCE = "12";

  /** One vector as an object is larger; now and then a compiler's own doing is counted. */
  private static final double MOST_BYTES = 16;

  static Stream<Path> jdks() throws IOException {
    return InstalledJdks.all().stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void stepsOnVectorsAllocateNothing(Path jdk) throws IOException {
    Map<String, Double> bytes = new LinkedHashMap<>();
    ForkedJvm.ofHome(jdk)
        .with(Target.SIMD.jvmOptions())
        .run(
            RunInTurn.class,
            List.of(Target.SIMD.label(), PATIENCE),
            line -> {
              String[] words = line.split(" ", -1);
              bytes.put(words[0], Double.valueOf(words[1]));
            });
    assertThat(bytes).hasSize(Workloads.ALL.size());
    assertThat(bytes).allSatisfy((name, each) -> assertThat(each).as(name).isLessThan(MOST_BYTES));
  }
}
