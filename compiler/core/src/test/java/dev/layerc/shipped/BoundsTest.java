package dev.layerc.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.CompiledNet;
import dev.layerc.CompilerOptions;
import dev.layerc.classfile.ClassFile;
import dev.layerc.emit.GeneratedFile;
import dev.layerc.emit.Release;
import dev.layerc.loop.BytecodeSize;
import dev.layerc.loop.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * HotSpot compiles no method over 8,000 bytes of bytecode, and no class has more than 65,535
 * constants. What javac makes of a source and what Eclipse makes of it differ, so both are held.
 */
class BoundsTest {
  private static final int LARGEST_METHOD = 8_000;
  private static final int MOST_CONSTANTS = ClassFile.MOST_CONSTANTS / 4;

  @TempDir private Path directory;

  static List<Path> samples() throws IOException {
    return SampleSpecs.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void samplesKeepTheBounds(Path spec) throws IOException {
    keepTheBounds(spec.getFileName().toString(), SampleSpecs.sources(spec, Release.JAVA_11));
  }

  @ParameterizedTest
  @EnumSource
  void largeNetsKeepTheBounds(LargeNets net) throws IOException {
    CompilerOptions options = CompilerOptions.inPackage("com.acme");
    keepTheBounds(
        net.name(),
        SampleSpecs.sources(SampleSpecs.compile(net.name() + ".nn", net.text, options)));
  }

  private void keepTheBounds(String name, List<GeneratedFile> sources) throws IOException {
    Path javac = JavaCompilers.javac(sources, 11, directory.resolve("javac"));
    holds(name + ", javac", JavaCompilers.classes(javac));
    Path ecj = JavaCompilers.ecj(sources, 11, directory.resolve("ecj"));
    holds(name + ", ecj", JavaCompilers.classes(ecj));
  }

  /** What the compiler warns by: never too small, and not so large that it would cry wolf. */
  @ParameterizedTest
  @MethodSource("samples")
  void estimatesOfMethodsAreFromAbove(Path spec) throws IOException {
    int compared = 0;
    for (CompiledNet net : SampleSpecs.compile(spec)) {
      Path javac = JavaCompilers.javac(net.files(), 11, directory.resolve(net.name()));
      Map<String, Integer> sizes = new HashMap<>();
      for (ClassFile file : JavaCompilers.classes(javac)) {
        if (file.name().endsWith("Forward")) {
          file.methods().forEach(method -> sizes.put(method.name(), method.bytes()));
        }
      }
      for (Method method : net.loops().predict().methods()) {
        int size = sizes.get(method.name());
        assertThat(BytecodeSize.of(method)).as(method.name()).isBetween(size, 3 * size);
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }

  private static void holds(String name, List<ClassFile> classes) {
    int largest = 0;
    int constants = 0;
    for (ClassFile file : classes) {
      constants = Math.max(constants, file.constants());
      assertThat(file.constants()).as(file.name()).isLessThan(MOST_CONSTANTS);
      for (ClassFile.Method method : file.methods()) {
        largest = Math.max(largest, method.bytes());
        assertThat(method.bytes())
            .as("%s.%s", file.name(), method.name())
            .isLessThanOrEqualTo(LARGEST_METHOD);
      }
    }
    // Kept in the test's report: how far the bounds are.
    System.out.printf("%s: largest method %d bytes, %d constants%n", name, largest, constants);
  }
}
