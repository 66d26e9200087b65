package dev.layerc;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.Message;
import dev.layerc.emit.JavaClasses;
import dev.layerc.spec.Declaration;
import dev.layerc.spec.Spec;

/** Refuses the names of nets that cannot be those of Java classes beside the ones they need. */
final class CheckNetNames {
  private CheckNetNames() {}

  static void check(Spec spec, DiagnosticLog log) {
    for (Declaration declaration : spec.declarations()) {
      if (declaration instanceof Declaration.Net net
          && JavaClasses.areHiddenBy(net.name().text())) {
        log.report(Message.NET_NAMED_AS_JAVA, net.name().span(), net.name().text());
      }
    }
  }
}
