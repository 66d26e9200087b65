package dev.layerc.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.classfile.ClassFile;
import dev.layerc.emit.GeneratedFile;
import dev.layerc.emit.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The classes of each sample stand alone: any project can take them, and nothing comes along. */
class SelfContainedTest {
  private static final Set<String> BASE =
      ModuleLayer.boot().findModule("java.base").stream()
          .flatMap(module -> module.getDescriptor().exports().stream())
          .filter(exports -> !exports.isQualified())
          .map(exports -> exports.source())
          .collect(Collectors.toSet());

  @TempDir private Path directory;

  static List<Path> samples() throws IOException {
    return SampleSpecs.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void compilesAloneForJava11(Path spec) throws IOException {
    refersToTheBaseModuleAlone(
        JavaCompilers.javac(SampleSpecs.sources(spec, Release.JAVA_11), 11, directory));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void compilesAloneForJava8(Path spec) throws IOException {
    refersToTheBaseModuleAlone(
        JavaCompilers.javac(SampleSpecs.sources(spec, Release.JAVA_8), 8, directory));
  }

  /** A module that requires nothing reads java.base alone: javac itself refuses anything else. */
  @ParameterizedTest
  @MethodSource("samples")
  void compilesInANamedModule(Path spec) throws IOException {
    List<GeneratedFile> sources = new ArrayList<>(SampleSpecs.sources(spec, Release.JAVA_11));
    sources.add(
        new GeneratedFile(
            "module-info", "module-info.java", "module com.acme { exports com.acme; }\n"));
    assertThat(JavaCompilers.classes(JavaCompilers.javac(sources, 11, directory)))
        .hasSize(sources.size() + inner(sources));
  }

  private static int inner(List<GeneratedFile> sources) {
    return (int)
        sources.stream()
            .flatMap(source -> source.text().lines())
            .filter(line -> line.matches("  .*(class|@interface) \\w+ .*"))
            .count();
  }

  private static void refersToTheBaseModuleAlone(Path classes) throws IOException {
    List<ClassFile> all = JavaCompilers.classes(classes);
    Set<String> own = all.stream().map(ClassFile::name).collect(Collectors.toSet());
    for (ClassFile file : all) {
      assertThat(file.references())
          .as(file.name())
          .contains("java.lang.Object")
          .allMatch(name -> own.contains(name) || BASE.contains(packageOf(name)), "of java.base");
      // JaCoCo looks at each class by itself, not at the one that it is nested in.
      if (!file.name().endsWith("$Generated")) {
        assertThat(file.annotations())
            .as(file.name())
            .anyMatch(name -> name.matches("com\\.acme\\.\\w+\\$Generated"));
      }
    }
  }

  private static String packageOf(String className) {
    return className.substring(0, className.lastIndexOf('.'));
  }
}
