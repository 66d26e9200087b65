package dev.layerc.samples.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Runs a workload under the JVM's own sampling. Prints {@code STEP,ns}, the time of a step; {@code
 * SEEN,pass,kernel,count}, how many samples fell into a kernel or what it calls; and {@code
 * ALL,count}. A kernel is a method that a pass calls: {@code predict}, {@code forward} or {@code
 * backward} of a generated class.
 */
public final class KernelProfile {
  private static final String EVENT = "jdk.ExecutionSample";
  private static final List<String> PASSES =
      List.of("predict", "evaluate", "forward", "backward", "step");

  /** Seconds at least, of which the JIT is still for the last three. */
  private static final double WARM_UP = 4;

  private final Map<String, Integer> seen = new TreeMap<>();
  private int all;

  private KernelProfile() {}

  /** Takes a target, a workload and for how many seconds it is sampled. */
  public static void main(String[] arguments) throws IOException {
    Workload workload = Workloads.named(arguments[1]);
    Step step = workload.start(Target.named(arguments[0]));
    new KernelProfile().print(step, Double.parseDouble(arguments[2]));
  }

  private void print(Step step, double seconds) throws IOException {
    Path file = Files.createTempFile("kernels", ".jfr");
    try (Recording first = new Recording();
        Recording recording = new Recording()) {
      first.start(); // The first recording of all throws away what the JIT has compiled.
      WarmUp.of(step, WARM_UP);
      recording.enable(EVENT).withPeriod(Duration.ofMillis(1));
      recording.start();
      double nanos = run(step, seconds);
      recording.stop();
      recording.dump(file);
      System.out.printf(Locale.ROOT, "STEP,%.1f%n", nanos);
    }
    RecordingFile.readAllEvents(file).forEach(this::count);
    Files.delete(file);
    seen.forEach((kernel, count) -> System.out.println("SEEN," + kernel + "," + count));
    System.out.println("ALL," + all);
  }

  /** The nanoseconds of a step on the processor: what else runs there does not count. */
  private static double run(Step step, double seconds) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begin = threads.getCurrentThreadCpuTime();
    long k = 0;
    float sum = 0;
    while (threads.getCurrentThreadCpuTime() - begin < seconds * 1e9) {
      sum += step.run(k++);
    }
    double nanos = (double) (threads.getCurrentThreadCpuTime() - begin) / k;
    if (sum == Float.NEGATIVE_INFINITY) {
      throw new IllegalStateException("no loss is that");
    }
    return nanos;
  }

  private void count(RecordedEvent event) {
    if (event.getEventType().getName().equals(EVENT) && event.getStackTrace() != null) {
      all++;
      kernel(event.getStackTrace().getFrames())
          .ifPresent(kernel -> seen.merge(kernel, 1, Integer::sum));
    }
  }

  /** The outermost frame under a pass; the frames begin with the innermost. */
  private static Optional<String> kernel(List<RecordedFrame> frames) {
    for (int i = frames.size() - 1; i > 0; i--) {
      String type = frames.get(i).getMethod().getType().getName();
      String pass = frames.get(i).getMethod().getName();
      boolean isPass = type.endsWith("Forward") || type.endsWith("Backward");
      if (isPass && PASSES.contains(pass)) {
        return Optional.of(pass + "," + frames.get(i - 1).getMethod().getName());
      }
    }
    return Optional.empty();
  }
}
