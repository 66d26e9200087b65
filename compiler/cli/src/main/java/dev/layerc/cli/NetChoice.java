package dev.layerc.cli;

import dev.layerc.diag.ClosestName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which network of a file a command is about. */
final class NetChoice {
  private NetChoice() {}

  static NetSources choose(Path file, List<NetSources> nets, Optional<String> name) {
    List<String> names = nets.stream().map(n -> n.program().name()).toList();
    if (nets.isEmpty()) {
      throw CommandFailure.wrongInput(file + ": defines no net");
    }
    if (name.isPresent()) {
      int at = names.indexOf(name.get());
      if (at < 0) {
        throw CommandFailure.wrongInput(
            file
                + ": no net '"
                + name.get()
                + "'; it has "
                + String.join(", ", names)
                + ClosestName.hint(name.get(), names).map(h -> "; " + h).orElse(""));
      }
      return nets.get(at);
    }
    if (nets.size() > 1) {
      throw CommandFailure.wrongUsage(
          file + " has several nets (" + String.join(", ", names) + "): choose with --net");
    }
    return nets.get(0);
  }
}
