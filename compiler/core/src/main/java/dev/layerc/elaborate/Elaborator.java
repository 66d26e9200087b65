package dev.layerc.elaborate;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.equation.Program;
import dev.layerc.spec.Declaration;
import dev.layerc.spec.Spec;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link Spec} → {@link Program}s: gives every name its meaning, makes equations of every layer's
 * use, finds all shapes and proves all reads. One run tells all mistakes.
 */
public final class Elaborator {
  private Elaborator() {}

  /**
   * The programs of the file's nets, in the order of the text. A net with a mistake is left out and
   * told in the log; what the nets of used files say is not asked.
   */
  public static List<Program> elaborate(Spec spec, SourceResolver resolver, DiagnosticLog log) {
    Library library = new UsedFiles(resolver, log).library(spec);
    List<Program> programs = new ArrayList<>();
    for (Declaration declaration : spec.declarations()) {
      if (declaration instanceof Declaration.Net net) {
        NetElaboration.elaborate(net, library, log).ifPresent(programs::add);
      }
    }
    return programs;
  }
}
