package dev.layerc.maven;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Names files as messages and generated comments tell them: relative to the project, or to the
 * source directory where that lies elsewhere, and with slashes on every machine.
 */
record FileNames(Path baseDirectory, Path sourceDirectory) {

  String of(Path file) {
    Path root = file.startsWith(baseDirectory) ? baseDirectory : sourceDirectory;
    return slashes(root.relativize(file));
  }

  static String slashes(Path path) {
    return StreamSupport.stream(path.spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.joining("/"));
  }
}
