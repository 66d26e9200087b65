package dev.layerc.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;

/** The compiler, in this JVM. */
record InProcessCompiler(String settings) implements SpecCompiler {

  static InProcessCompiler of(String target, int release) throws IOException {
    return new InProcessCompiler(
        target + " " + release + " " + ToolVersion.of(InProcessCompiler.class));
  }

  @Override
  public CompiledSpec compile(SpecFile spec) {
    return CompiledSpec.of(new TreeMap<>(), Set.<Path>of());
  }
}
