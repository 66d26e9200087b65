package dev.layerc.maven;

import dev.layerc.diag.Diagnostic;
import dev.layerc.diag.SpecException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One run of the goal: nothing where the record says that nothing changed; otherwise all specs are
 * compiled, then the files written, then what is stale deleted, and last the record kept. A spec
 * with a mistake leaves the files of the last good run where they are.
 */
final class Generation {
  private final Settings settings;
  private final SpecCompiler compiler;
  private final DiagnosticListener listener;
  private final OutputFolder output;
  private final List<Diagnostic> errors = new ArrayList<>();
  private final List<Diagnostic> warnings = new ArrayList<>();

  Generation(Settings settings, SpecCompiler compiler, DiagnosticListener listener) {
    this.settings = settings;
    this.compiler = compiler;
    this.listener = listener;
    this.output = new OutputFolder(settings.outputDirectory());
  }

  /** Compiles what has to be; throws {@link UserMistake} after every mistake was reported. */
  Outcome run(List<SpecFile> specs) throws IOException {
    String fingerprint = settings.fingerprint(specs);
    Optional<BuildRecord> last = BuildRecord.read(settings.recordFile());
    if (settings.incremental() && last.isPresent() && last.get().holdsFor(fingerprint)) {
      return Outcome.upToDate(specs.size());
    }
    List<CompiledSpec> compiled = compileAll(specs);
    Map<Path, String> files = join(specs, compiled);
    int written = write(files);
    int deleted = deleteStale(last, files);
    record(fingerprint, compiled, files).write(settings.recordFile());
    return new Outcome(specs.size(), files.size(), written, deleted, false);
  }

  private List<CompiledSpec> compileAll(List<SpecFile> specs) throws IOException {
    List<CompiledSpec> compiled = new ArrayList<>();
    for (SpecFile spec : specs) {
      listener.begin(spec);
      try {
        CompiledSpec result = compiler.compile(spec);
        result.warnings().forEach(w -> report(spec, w));
        compiled.add(result);
      } catch (SpecException e) {
        e.diagnostics().forEach(d -> report(spec, d));
      } catch (CharacterCodingException e) {
        throw new UserMistake(spec.name() + " is not text in UTF-8.");
      }
    }
    failOnMistakes();
    return compiled;
  }

  private void report(SpecFile spec, Diagnostic diagnostic) {
    (diagnostic.isError() ? errors : warnings).add(diagnostic);
    listener.report(spec, diagnostic);
  }

  private void failOnMistakes() {
    if (!errors.isEmpty()) {
      throw new UserMistake(MistakeSummary.of(errors));
    }
    if (settings.fatalWarnings() && !warnings.isEmpty()) {
      throw new UserMistake("Warnings are fatal here. " + MistakeSummary.of(warnings));
    }
  }

  /** All generated files; two specs may not make one that is the same on some machine. */
  private Map<Path, String> join(List<SpecFile> specs, List<CompiledSpec> compiled) {
    Map<Path, String> files = new TreeMap<>();
    Map<String, String> makers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < compiled.size(); i++) {
      for (Map.Entry<String, String> file : compiled.get(i).files().entrySet()) {
        String other = makers.put(file.getKey(), specs.get(i).name());
        if (other != null) {
          throw new UserMistake(
              specs.get(i).name() + " and " + other + " both generate " + file.getKey() + ".");
        }
        files.put(settings.outputDirectory().resolve(file.getKey()), file.getValue());
      }
    }
    return files;
  }

  private int write(Map<Path, String> files) throws IOException {
    int written = 0;
    for (Map.Entry<Path, String> file : files.entrySet()) {
      if (output.write(file.getKey(), file.getValue())) {
        listener.changed(file.getKey());
        written++;
      }
    }
    return written;
  }

  private int deleteStale(Optional<BuildRecord> last, Map<Path, String> files) throws IOException {
    int deleted = 0;
    for (Path file : StaleFiles.of(last, settings.recordFile(), files.keySet())) {
      if (output.delete(file)) {
        listener.changed(file);
        deleted++;
      }
    }
    return deleted;
  }

  private static BuildRecord record(
      String fingerprint, List<CompiledSpec> compiled, Map<Path, String> files) throws IOException {
    TreeMap<String, String> inputs = new TreeMap<>();
    for (CompiledSpec spec : compiled) {
      for (Path read : spec.read()) {
        inputs.put(read.toString(), Fingerprint.of(read));
      }
    }
    TreeMap<String, String> outputs = new TreeMap<>();
    files.forEach((path, text) -> outputs.put(path.toString(), Fingerprint.of(text)));
    return new BuildRecord(fingerprint, inputs, outputs);
  }
}
