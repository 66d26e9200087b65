package dev.layerc.samples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The JDKs of this machine that run what is measured. */
final class InstalledJdks {
  private InstalledJdks() {}

  /** This one and those that are installed in the same folder, 17 and later. */
  static List<Path> all() throws IOException {
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    List<Path> jdks = new ArrayList<>(List.of(own));
    try (Stream<Path> beside = Files.list(own.getParent())) {
      for (Path jdk : beside.sorted().toList()) {
        if (!jdks.contains(jdk.toRealPath()) && version(jdk) >= 17) {
          jdks.add(jdk.toRealPath());
        }
      }
    }
    return jdks;
  }

  /** 0 where the folder is no JDK. */
  private static int version(Path jdk) throws IOException {
    Path release = jdk.resolve("release");
    if (!Files.isExecutable(jdk.resolve("bin").resolve("java")) || !Files.exists(release)) {
      return 0;
    }
    for (String line : Files.readAllLines(release)) {
      if (line.startsWith("JAVA_VERSION=\"")) {
        return Integer.parseInt(line.replaceAll("JAVA_VERSION=\"(\\d+).*", "$1"));
      }
    }
    return 0;
  }
}
