package dev.layerc.cli;

/** How the command ended, for scripts. */
final class ExitCode {
  static final int DONE = 0;

  /** The spec or the data are wrong. */
  static final int WRONG_INPUT = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** A file cannot be read or written. */
  static final int FILES = 3;

  /** A fault of the compiler; never the answer to bad input. */
  static final int FAULT = 70;

  private ExitCode() {}
}
