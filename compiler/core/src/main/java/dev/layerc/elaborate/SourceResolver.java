package dev.layerc.elaborate;

import dev.layerc.diag.SourceFile;
import java.io.IOException;

/** Finds the files that {@code use "blocks.nn"} names. */
public interface SourceResolver {
  /**
   * The file that {@code path} names as seen from {@code user}. Two paths that lead to one file
   * must give files of the same name.
   *
   * @throws IOException if there is none or it cannot be read; the message is shown to the user
   */
  SourceFile resolve(SourceFile user, String path) throws IOException;

  /** For text without files around it. */
  static SourceResolver none() {
    return (user, path) -> {
      throw new IOException("there are no files here");
    };
  }
}
