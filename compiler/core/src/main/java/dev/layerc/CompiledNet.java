package dev.layerc;

import dev.layerc.emit.GeneratedFile;
import dev.layerc.equation.DerivedProgram;
import dev.layerc.equation.Program;
import dev.layerc.loop.LoopProgram;
import java.util.List;

/** A network after each phase of the compiler, and the files that came of it. */
public record CompiledNet(
    Program program, DerivedProgram derived, LoopProgram loops, List<GeneratedFile> files) {
  public CompiledNet {
    files = List.copyOf(files);
  }

  public String name() {
    return program.name();
  }
}
