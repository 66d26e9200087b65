package dev.layerc.cli;

import dev.layerc.diag.DiagnosticPrinter;
import dev.layerc.diag.SpecException;
import dev.layerc.runtime.DataValueException;
import dev.layerc.runtime.TrainingDivergedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns whatever ended a command into one message and an exit code. */
final class FailureReport implements IExecutionExceptionHandler {
  private final BooleanSupplier stacktrace;

  FailureReport(BooleanSupplier stacktrace) {
    this.stacktrace = stacktrace;
  }

  /** An error (memory, stack) is wrapped, so that it is reported like any other fault. */
  private static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Fault(Error cause) {
      super(cause);
    }
  }

  int execute(ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (CommandLine.ExecutionException e) {
      throw e;
    } catch (StackOverflowError | OutOfMemoryError e) {
      throw new CommandLine.ExecutionException(
          parsed.commandSpec().commandLine(), "error", new Fault(e));
    }
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    int code = report(failure, command, err);
    err.flush();
    return code;
  }

  private int report(Exception failure, CommandLine command, PrintWriter err) {
    if (failure instanceof SpecException wrong) {
      boolean colours = command.getColorScheme().ansi().enabled();
      err.print(new DiagnosticPrinter(colours).print(wrong.diagnostics()));
      return ExitCode.WRONG_INPUT;
    }
    if (failure instanceof CommandFailure told) {
      return tell(err, told.getMessage(), told.exitCode());
    }
    if (failure instanceof DataValueException || failure instanceof TrainingDivergedException) {
      return tell(err, failure.getMessage(), ExitCode.WRONG_INPUT);
    }
    if (failure instanceof UncheckedIOException unchecked) {
      return tell(err, FileMistake.tell(unchecked.getCause()), ExitCode.FILES);
    }
    if (failure instanceof IOException io) {
      return tell(err, FileMistake.tell(io), ExitCode.FILES);
    }
    return reportFault(failure instanceof Fault ? failure.getCause() : failure, err);
  }

  private static int tell(PrintWriter err, String message, int code) {
    err.println("layerc: error: " + message);
    return code;
  }

  private int reportFault(Throwable fault, PrintWriter err) {
    if (fault instanceof OutOfMemoryError) {
      err.println("layerc: out of memory; give the JVM more, for example: java -Xmx8g -jar …");
    } else {
      err.println("layerc: a fault of the compiler, not of your spec: " + fault);
    }
    if (stacktrace.getAsBoolean()) {
      fault.printStackTrace(err);
    } else {
      err.println("Please report it with the spec and what --stacktrace shows.");
    }
    return ExitCode.FAULT;
  }

  /** The mistake, and where the help is: not the whole help. */
  static int wrongUsage(ParameterException mistake, String[] args) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("layerc: error: " + mistake.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(mistake, err)) {
      err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    }
    err.flush();
    return ExitCode.USAGE;
  }
}
