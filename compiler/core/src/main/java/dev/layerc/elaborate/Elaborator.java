package dev.layerc.elaborate;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.equation.Program;
import dev.layerc.spec.Declaration;
import dev.layerc.spec.Spec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

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
    Set<Declaration.Layer> used = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Program> programs = new ArrayList<>();
    for (Declaration declaration : spec.declarations()) {
      if (declaration instanceof Declaration.Net net) {
        NetElaboration.elaborate(net, library, log, used).ifPresent(programs::add);
      }
    }
    for (Declaration declaration : spec.declarations()) {
      if (declaration instanceof Declaration.Layer layer && !used.contains(layer)) {
        TrialUse.of(layer, library, log);
      }
    }
    return programs;
  }
}
