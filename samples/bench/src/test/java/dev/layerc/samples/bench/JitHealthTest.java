package dev.layerc.samples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * On every workload, the JIT compilers of this JDK and of those beside it get through. What a JIT
 * does depends on how busy the machine is: {@code mvn -pl samples/bench -am verify
 * -Djit.health=true}, on a quiet one.
 */
@EnabledIfSystemProperty(named = "jit.health", matches = "true")
class JitHealthTest {
  /** Seconds; the next one where code that was thrown away may still be waiting for its turn. */
  private static final int[] PATIENCE = {1, 4, 16};

  static List<Arguments> everywhere() throws IOException {
    List<Arguments> all = new ArrayList<>();
    for (Path jdk : InstalledJdks.all()) {
      for (Target target : Target.values()) {
        for (Workload workload : target.isBuilt() ? Workloads.ALL : List.<Workload>of()) {
          all.add(Arguments.of(jdk.getFileName(), target, workload, jdk));
        }
      }
    }
    return all;
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("everywhere")
  void hotMethodsAreCompiledAndStaySo(Path name, Target target, Workload workload, Path jdk)
      throws IOException {
    CompilationLog log = null;
    for (int seconds : PATIENCE) {
      log = run(target, workload, jdk, seconds);
      if (log.faults().isEmpty() && !log.compiled().isEmpty()) {
        break;
      }
    }
    assertThat(log.compiled()).isNotEmpty();
    assertThat(log.faults()).isEmpty();
  }

  private static CompilationLog run(Target target, Workload workload, Path jdk, int seconds)
      throws IOException {
    CompilationLog log = new CompilationLog(target.load("Tiny").getPackageName());
    ForkedJvm.ofHome(jdk)
        .with(target.jvmOptions())
        .with(List.of("-XX:+PrintCompilation"))
        .run(
            RunSteps.class,
            List.of(target.label(), workload.name(), String.valueOf(seconds)),
            line -> {
              if (line.equals(RunSteps.BEGIN)) {
                log.beginSteps();
              } else {
                log.add(line);
              }
            });
    return log;
  }
}
