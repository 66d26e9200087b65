package dev.layerc.samples.images;

import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the build left the Java source of a generated class: beside the jar or the classes. */
public final class GeneratedSource {
  private GeneratedSource() {}

  /** None if the program was moved away from where it was built. */
  public static Optional<Path> of(Class<?> generated) {
    Path program = Path.of(location(generated));
    String path = generated.getPackageName().replace(".", FileSystems.getDefault().getSeparator());
    Path folder = program.resolveSibling("generated-sources").resolve("layerc").resolve(path);
    return Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
  }

  private static URI location(Class<?> generated) {
    return URI.create(generated.getProtectionDomain().getCodeSource().getLocation().toString());
  }
}
