package dev.layerc.maven;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/**
 * Tells one build of the compiler from another by the bytes of its jars: a version would not do
 * while it ends in SNAPSHOT.
 */
final class ToolVersion {
  private ToolVersion() {}

  /** The fingerprint of the jars that these classes come from. */
  static String of(Class<?>... classes) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Class<?> type : classes) {
      text.append(jar(type)).append('\n');
    }
    return Fingerprint.of(text.toString());
  }

  private static String jar(Class<?> type) throws IOException {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      return source == null ? "" : Fingerprint.of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new IOException("the compiler's jar has no path: " + source.getLocation(), e);
    }
  }
}
