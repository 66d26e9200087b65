package dev.layerc.cli;

/** Ends a command with one message for the user and an exit code. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The spec or the data are wrong. */
  static CommandFailure wrongInput(String message) {
    return new CommandFailure(ExitCode.WRONG_INPUT, message);
  }

  /** The command line asks for what cannot be. */
  static CommandFailure wrongUsage(String message) {
    return new CommandFailure(ExitCode.USAGE, message);
  }

  /** A file cannot be read or written. */
  static CommandFailure file(String message) {
    return new CommandFailure(ExitCode.FILES, message);
  }

  int exitCode() {
    return exitCode;
  }
}
