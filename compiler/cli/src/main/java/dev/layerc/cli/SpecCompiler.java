package dev.layerc.cli;

import dev.layerc.CompiledNet;
import dev.layerc.CompilerOptions;
import dev.layerc.NetCompiler;
import dev.layerc.diag.DiagnosticLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The compiler, as the commands use it; warnings are told as they come. */
final class SpecCompiler {
  private final Messages messages;
  private final NetCompiler compiler;

  SpecCompiler(Messages messages, CompilerOptions options) {
    this.messages = messages;
    this.compiler = new NetCompiler(options);
  }

  /** For classes that are compiled and run at once: gradients whether the net trains or not. */
  static SpecCompiler inMemory(Messages messages) {
    return new SpecCompiler(
        messages,
        CompilerOptions.inPackage("").withGradients(CompilerOptions.Gradients.OF_PARAMETERS));
  }

  /** Every net of the file. */
  List<NetSources> compile(Path file) throws IOException {
    return compileNets(file).stream().map(NetSources::of).toList();
  }

  /** What a phase made of the file. */
  String print(Phase phase, Path file) throws IOException {
    List<CompiledNet> nets = phase == Phase.PARSE ? List.of() : compileNets(file);
    return phase.print(SpecText.read(file), nets);
  }

  private List<CompiledNet> compileNets(Path file) throws IOException {
    DiagnosticLog log = new DiagnosticLog();
    List<CompiledNet> nets = compiler.compile(SpecText.read(file), new UsedSpecs(), log);
    messages.tell(log.warnings());
    return nets;
  }
}
