package dev.layerc.samples.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The workloads as JMH benchmarks: steps a second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class StepBenchmark {
  /** The target, or a peer of this build. */
  @Param({"plain", "simd"})
  public String target = "";

  /** One of {@link Workloads}. */
  @Param({
    "W1", "W2", "W3b1", "W3b32", "W3b128", "W4", "W5i", "W5t", "W6", "W7i", "W7t", "O1i", "O1t",
    "O2i", "O2t"
  })
  public String workload = "";

  private Step step;
  private long k;

  @Setup
  public void start() throws IOException {
    step = Contestant.named(target).start(Workloads.named(workload));
  }

  @Benchmark
  public float step() {
    return step.run(k++);
  }
}
