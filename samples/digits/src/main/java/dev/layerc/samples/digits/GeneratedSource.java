package dev.layerc.samples.digits;

import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the build left the Java source of {@link Digits}: beside the jar or the classes. */
final class GeneratedSource {
  private GeneratedSource() {}

  /** None if this program was moved away from where it was built. */
  static Optional<Path> find() {
    Path program = Path.of(location());
    String path =
        Digits.class.getPackageName().replace(".", FileSystems.getDefault().getSeparator());
    Path folder = program.resolveSibling("generated-sources").resolve("layerc").resolve(path);
    return Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
  }

  private static URI location() {
    return URI.create(Digits.class.getProtectionDomain().getCodeSource().getLocation().toString());
  }
}
