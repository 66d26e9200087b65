package dev.layerc.maven;

import java.nio.file.Path;
import java.util.List;

/**
 * What one execution of the goal was asked to do.
 *
 * @param outputDirectory the source root of the generated files
 * @param recordFile where this execution keeps its {@link BuildRecord}
 * @param compilerSettings all else that the output depends on, compiler version included
 * @param fatalWarnings whether a warning fails the build
 * @param incremental whether to do nothing where nothing changed
 */
record Settings(
    Path outputDirectory,
    Path recordFile,
    String compilerSettings,
    boolean fatalWarnings,
    boolean incremental) {

  /** One text for all that decides on the output, beside the bytes of the files read. */
  String fingerprint(List<SpecFile> specs) {
    StringBuilder text = new StringBuilder(compilerSettings);
    text.append('\n').append(outputDirectory).append('\n').append(fatalWarnings).append('\n');
    specs.forEach(s -> text.append(s.name() + " in " + s.packageName() + "\n"));
    return Fingerprint.of(text.toString());
  }
}
