package dev.layerc.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.CompiledNet;
import dev.layerc.CompilerOptions;
import dev.layerc.NetCompiler;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.SourceFile;
import dev.layerc.emit.GeneratedFile;
import dev.layerc.emit.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The specs of the samples, compiled as a user would. */
final class SampleSpecs {
  private static final Path SAMPLES = Path.of("..", "..", "samples");

  private static final Map<String, List<CompiledNet>> KEPT = new ConcurrentHashMap<>();

  private SampleSpecs() {}

  /** Every spec of every sample, in order. */
  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(SAMPLES)) {
      List<Path> specs =
          files
              .filter(file -> file.toString().contains("/src/main/nn/"))
              .filter(file -> file.toString().endsWith(".nn"))
              .sorted()
              .toList();
      assertThat(specs).hasSizeGreaterThan(5);
      return specs;
    }
  }

  /** The sources of all nets of a spec; those that were asked for before are kept. */
  static List<GeneratedFile> sources(Path spec, Release release) {
    return sources(nets(spec, release));
  }

  /** Every net of a spec, for Java 11. */
  static List<CompiledNet> compile(Path spec) {
    return nets(spec, Release.JAVA_11);
  }

  private static List<CompiledNet> nets(Path spec, Release release) {
    return KEPT.computeIfAbsent(
        spec + " " + release,
        key -> {
          CompilerOptions options = CompilerOptions.inPackage("com.acme").withRelease(release);
          return compile(spec.getFileName().toString(), text(spec), options);
        });
  }

  private static String text(Path spec) {
    try {
      return Files.readString(spec);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<CompiledNet> compile(String name, String text, CompilerOptions options) {
    return new NetCompiler(options)
        .compile(
            new SourceFile(name, text),
            (user, path) -> {
              throw new IOException(path + ": no sample uses another file");
            },
            new DiagnosticLog());
  }

  static List<GeneratedFile> sources(List<CompiledNet> nets) {
    return nets.stream().flatMap(net -> net.files().stream()).toList();
  }
}
