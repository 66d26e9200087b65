package dev.layerc;

import dev.layerc.diag.DiagnosticLog;
import dev.layerc.diag.Message;
import dev.layerc.emit.GeneratedFile;
import dev.layerc.spec.Declaration;
import dev.layerc.spec.Spec;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Refuses a net one of whose files another net of the spec has too, as a net {@code XMath} beside a
 * net {@code X}. Upper and lower case are one: on some machines they are one file.
 */
final class CheckFileNames {
  private CheckFileNames() {}

  static void check(Spec spec, List<CompiledNet> nets, DiagnosticLog log) {
    Map<String, String> makers = new HashMap<>();
    for (CompiledNet net : nets) {
      for (GeneratedFile file : net.files()) {
        String other = makers.putIfAbsent(file.path().toLowerCase(Locale.ROOT), net.name());
        if (other != null) {
          report(net.name(), file, other, spec, log);
          break;
        }
      }
    }
  }

  private static void report(
      String net, GeneratedFile file, String other, Spec spec, DiagnosticLog log) {
    for (Declaration declaration : spec.declarations()) {
      if (declaration instanceof Declaration.Net declared && declared.name().text().equals(net)) {
        log.report(Message.NET_FILE_TAKEN, declared.name().span(), net, file.path(), other);
      }
    }
  }
}
