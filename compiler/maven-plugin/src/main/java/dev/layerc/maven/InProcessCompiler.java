package dev.layerc.maven;

import dev.layerc.CompiledNet;
import dev.layerc.CompilerOptions;
import dev.layerc.NetCompiler;
import dev.layerc.diag.DiagnosticLog;
import dev.layerc.emit.GeneratedFile;
import dev.layerc.emit.Release;
import dev.layerc.grammar.NnParser;
import dev.layerc.schedule.Target;
import java.io.IOException;
import java.util.TreeMap;

/** The compiler, in this JVM. */
record InProcessCompiler(Target target, Release release, FileNames names) implements SpecCompiler {

  /** Throws {@link UserMistake} on settings that the compiler does not know. */
  static InProcessCompiler of(String target, Integer release, FileNames names) {
    return switch (target) {
      case "plain" -> new InProcessCompiler(Target.PLAIN, release(release, 11), names);
      case "simd" -> new InProcessCompiler(Target.SIMD, forVectors(release), names);
      default -> throw new UserMistake("target is 'plain' or 'simd', not '" + target + "'.");
    };
  }

  private static Release forVectors(Integer given) {
    Release release = release(given, 17);
    if (release != Release.JAVA_17) {
      throw new UserMistake("release is " + given + ", but target 'simd' takes 17.");
    }
    return release;
  }

  private static Release release(Integer given, int usual) {
    int number = given == null ? usual : given;
    return switch (number) {
      case 8 -> Release.JAVA_8;
      case 11 -> Release.JAVA_11;
      case 17 -> Release.JAVA_17;
      default -> throw new UserMistake("release is 8, 11 or 17, not " + number + ".");
    };
  }

  /** All that the output depends on beside the files read. */
  String settings() throws IOException {
    return target + " " + release + " " + ToolVersion.of(NetCompiler.class, NnParser.class);
  }

  @Override
  public CompiledSpec compile(SpecFile spec) throws IOException {
    CompilerOptions options =
        CompilerOptions.inPackage(spec.packageName()).withRelease(release).withTarget(target);
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
