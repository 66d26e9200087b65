package dev.layerc.samples.images;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** What a sample's {@code main} does with its command line. */
@FunctionalInterface
public interface Program {
  void run(Options options) throws IOException;

  /** Runs with the options of a command line; ends the JVM, without a stack trace, on a mistake. */
  static void main(String[] arguments, Program program) {
    try {
      program.run(Options.parse(arguments));
    } catch (IllegalArgumentException e) {
      exit(2, e.getMessage());
    } catch (NoSuchFileException e) {
      exit(3, "there is no file " + e.getMessage());
    } catch (IOException e) {
      exit(3, e.getMessage());
    }
  }

  private static void exit(int status, String message) {
    System.err.println(message);
    System.exit(status);
  }
}
