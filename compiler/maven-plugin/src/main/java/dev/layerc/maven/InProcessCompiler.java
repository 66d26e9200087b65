package dev.layerc.maven;

import dev.layerc.CompiledNet;
import dev.layerc.CompilerOptions;
import dev.layerc.NetCompiler;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.emit.GeneratedFile;
import dev.layerc.emit.Release;
import dev.layerc.grammar.NnParser;
import java.io.IOException;
import java.util.TreeMap;

/** The compiler, in this JVM. */
record InProcessCompiler(Release release, FileNames names) implements SpecCompiler {

  /** Throws {@link UserMistake} on settings that the compiler does not know. */
  static InProcessCompiler of(String target, int release, FileNames names) {
    if (!target.equals("plain")) {
      throw new UserMistake("target is 'plain', not '" + target + "'.");
    }
    return new InProcessCompiler(release(release), names);
  }

  private static Release release(int number) {
    return switch (number) {
      case 8 -> Release.JAVA_8;
      case 11 -> Release.JAVA_11;
      case 17 -> Release.JAVA_17;
      default -> throw new UserMistake("release is 8, 11 or 17, not " + number + ".");
    };
  }

  /** All that the output depends on beside the files read. */
  String settings() throws IOException {
    return release + " " + ToolVersion.of(NetCompiler.class, NnParser.class);
  }

  @Override
  public CompiledSpec compile(SpecFile spec) throws IOException {
    CompilerOptions options = CompilerOptions.inPackage(spec.packageName()).withRelease(release);
    UsedFiles files = new UsedFiles(names);
    DiagnosticLog log = new DiagnosticLog();
    TreeMap<String, String> sources = new TreeMap<>();
    for (CompiledNet net : new NetCompiler(options).compile(files.read(spec), files, log)) {
      for (GeneratedFile file : net.files()) {
        sources.put(file.path(), file.text());
      }
    }
    return new CompiledSpec(sources, log.warnings(), files.paths());
  }
}
