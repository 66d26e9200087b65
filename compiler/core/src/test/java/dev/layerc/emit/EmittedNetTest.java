package dev.layerc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.layerc.equation.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmittedNetTest {
  private static List<GeneratedFile> emit(Release release, Precision precision) {
    EmitOptions options = new EmitOptions("com.acme", release, MathMode.FAST, "d1ge57");
    return new NetEmitter(options).emit(SmallNet.program(precision));
  }

  @ParameterizedTest
  @EnumSource(Release.class)
  void compilesWithoutWarningsForEveryRelease(Release release) {
    for (Precision precision : Precision.values()) {
      CompiledNet net = CompiledNet.of(emit(release, precision), release.number());
      assertThat(net.classes).containsKeys("com.acme.Small", "com.acme.SmallForward");
    }
  }

  @Test
  void dump() throws Exception {
    for (GeneratedFile file : emit(Release.JAVA_11, Precision.FLOAT)) {
      java.nio.file.Path p = java.nio.file.Path.of("/tmp/emitdev/dump/" + file.path());
      java.nio.file.Files.createDirectories(p.getParent());
      java.nio.file.Files.writeString(p, file.text());
    }
  }
}
